"""`keepsight` and `python -m keepsight` are the command line."""

from keepsight.loading import loading


def main() -> None:
    """Load the command line and run it."""
    with loading():
        from keepsight.cli import main as run
    run()


if __name__ == "__main__":
    main()
