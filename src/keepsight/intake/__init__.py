"""Intake: from the files that agencies send to entries, with an issue for everything that could not be read.

    file --opening--> grids of text --tables--> chronologies with columns understood --rows--> entries and issues

`opening` tells what a file is and guards the machine; `word`, `workbook`, `separated` and `web_page` bring it to grids;
`sections`, `headings`, `contents`, `columns` and `tables` understand them; `dated` and `rows` make the entries.
"""

from keepsight.intake.folder import Intake, read_folder
from keepsight.intake.one_file import FileReading, read_file
from keepsight.intake.report import describe
from keepsight.intake.settings import read_settings

__all__ = ["FileReading", "Intake", "describe", "read_file", "read_folder", "read_settings"]
