"""`python -m keepsight` is the command line."""

from keepsight.cli import main

if __name__ == "__main__":
    main()
