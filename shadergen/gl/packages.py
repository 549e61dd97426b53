"""The system packages that OpenGL needs, as each family of Linux distributions names them."""

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Packages:
    """How one family of distributions names what OpenGL needs.

    Attributes:
        install: the command that installs packages.
        egl: the package of `libEGL.so.1`.
        gl: the package of `libGL.so.1`.
        driver: the package of Mesa's software driver.
    """

    install: str
    egl: str
    gl: str
    driver: str

    @property
    def command(self) -> str:
        """The command that installs all of them."""
        return " ".join(dict.fromkeys([self.install, self.egl, self.gl, self.driver]))


PACKAGES = {
    "debian": Packages("apt-get install -y --no-install-recommends", "libegl1", "libgl1", "libgl1-mesa-dri"),
    "fedora": Packages("dnf install -y", "mesa-libEGL", "mesa-libGL", "mesa-dri-drivers"),
    "arch": Packages("pacman -S --noconfirm --needed", "libglvnd", "libglvnd", "mesa"),
}
"""By family, as os-release's ID and ID_LIKE name it; `scripts/bootstrap` has the same names."""


def distribution(os_release: Path = Path("/etc/os-release")) -> tuple[str, Packages | None]:
    """The Linux distribution's own name, and its packages where the family is known.

    Args:
        os_release: the file that says so (freedesktop's os-release format).
    """
    text = os_release.read_text() if os_release.exists() else ""
    fields = dict(re.findall(r"""^(\w+)=["']?(.*?)["']?$""", text, re.MULTILINE))
    families = [fields.get("ID", ""), *fields.get("ID_LIKE", "").split()]
    known = next((PACKAGES[family] for family in families if family in PACKAGES), None)
    return fields.get("PRETTY_NAME", "an unknown distribution"), known


def advice(os_release: Path = Path("/etc/os-release")) -> str:
    """The command that installs what OpenGL needs, per family where the distribution is not known."""
    _, packages = distribution(os_release)
    return packages.command if packages else " | ".join(each.command for each in PACKAGES.values())
