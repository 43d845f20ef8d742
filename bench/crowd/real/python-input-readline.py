# A loop of input() with readline loaded, which asks for bracketed paste.
import readline  # noqa: F401

exec(open(__file__.replace("-readline", "")).read())
