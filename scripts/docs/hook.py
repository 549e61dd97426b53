"""What MkDocs calls: the pages that are made from the code join those that are written."""

import commands_page
import gallery
import models_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

PAGES = {
    "gallery.md": gallery.page,
    "reference/recipe.md": models_page.page,
    "reference/commands.md": commands_page.page,
}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    for name, page in PAGES.items():
        files.append(File.generated(config, name, content=page()))
    return files
