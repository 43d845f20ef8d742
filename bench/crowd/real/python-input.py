# A loop of input(), which most small agents use.
from python_log import shows, took

print("mybot 1.0")
while True:
    shows("prompt")
    line = input("mybot> ")
    shows("busy")
    took(line)
    print(f"* read {len(line)} characters")
