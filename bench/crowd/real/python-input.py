# A loop of input(), as most small agents have it.
from python_log import shows, took

print("mybot 1.0")
while True:
    shows("prompt")
    line = input("mybot> ")
    shows("busy")
    took(line)
    print(f"* read {len(line)} characters")
