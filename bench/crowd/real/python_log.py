"""A Python program's own account, as stage/log.ts writes it."""
import json
import os
import time

_directory = os.environ["CROWD_LOG"]
os.makedirs(_directory, exist_ok=True)
_file = open(f"{_directory}/{os.getpid()}.jsonl", "a", buffering=1)


def shows(what):
    _file.write(json.dumps({"kind": "shows", "at": int(time.time() * 1000), "shows": what}) + "\n")


def took(text):
    _file.write(json.dumps({"kind": "took", "at": int(time.time() * 1000), "text": text}) + "\n")
