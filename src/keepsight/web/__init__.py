"""The workbench in a browser: settings, addresses, views, forms, templates. Rules live in the rooms below."""
