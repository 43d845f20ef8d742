# prompt-toolkit as aider and ipython use it: history suggestions in grey, a toolbar below.
import time

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.history import InMemoryHistory

from python_log import shows, took

history = InMemoryHistory(["fix the tests", "write the docs"])
session = PromptSession("> ", history=history, auto_suggest=AutoSuggestFromHistory(), bottom_toolbar="mybot 1.0")
while True:
    text = session.prompt(pre_run=lambda: shows("prompt"))
    shows("busy")
    took(text)
    print("* Reading the task")
    time.sleep(1)
    print("That is done so far.\n")
