"""Every sentence of the program, for tests that read them all."""

import importlib
import pkgutil
from collections.abc import Mapping

import services.texts
from services.texts.phrases import Template, known_templates


def every_template() -> Mapping[str, Template]:
    """Load all modules with sentences and give these by their keys."""
    for module in pkgutil.walk_packages(services.texts.__path__, "services.texts."):
        importlib.import_module(module.name)
    return dict(known_templates())
