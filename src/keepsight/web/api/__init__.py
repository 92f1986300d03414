"""The workbench for programs: the same use cases as the pages, version 1, described by /api/v1/openapi.json."""
