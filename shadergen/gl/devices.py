"""The machine's EGL devices, as the loader lists them; nothing is opened."""

import ctypes
from dataclasses import dataclass

EGL_LIBRARY = "libEGL.so.1"
GL_LIBRARY = "libGL.so.1"

# EGL_EXT_device_base, EGL_EXT_device_drm, EGL_EXT_device_query_name, EGL_NV_device_cuda
_EXTENSIONS, _DRM_FILE, _VENDOR, _RENDERER, _CUDA_DEVICE = 0x3055, 0x3233, 0x3053, 0x335F, 0x323A
_MOST_DEVICES = 64


@dataclass(frozen=True)
class EglDevice:
    """One device of EGL_EXT_device_enumeration.

    Attributes:
        index: its place in EGL's list, which is not CUDA's order.
        software: True for Mesa's software rasteriser (EGL_MESA_device_software).
        drm_file: the kernel's device file, such as `/dev/dri/card0`, or None.
        cuda: the CUDA ordinal of an NVIDIA device, or None.
        vendor: the vendor's name, or None where the driver does not say.
        renderer: the device's name, or None where the driver does not say.
        extensions: the device's extensions, sorted.
    """

    index: int
    software: bool
    drm_file: str | None = None
    cuda: int | None = None
    vendor: str | None = None
    renderer: str | None = None
    extensions: tuple[str, ...] = ()


@dataclass(frozen=True)
class EglList:
    """What EGL lists: its devices, and where there are none, the reason in a few words."""

    devices: tuple[EglDevice, ...]
    reason: str | None

    @property
    def software(self) -> EglDevice | None:
        """Mesa's software device, if listed."""
        return next((device for device in self.devices if device.software), None)

    @property
    def hardware(self) -> tuple[EglDevice, ...]:
        """The hardware devices in EGL's order: 'gpu:K' is the K-th of them.

        A card that two drivers list (the maker's and Mesa's) counts once, under the first.
        """
        cards: dict[str | int, EglDevice] = {}
        for device in self.devices:
            if not device.software:
                cards.setdefault(device.drm_file or device.index, device)
        return tuple(cards.values())


def list_egl(library: str = EGL_LIBRARY) -> EglList:
    """Ask EGL for its devices.

    Args:
        library: the EGL loader's file name.
    """
    try:
        egl = ctypes.CDLL(library)
    except OSError:
        return EglList((), f"{library} is missing")
    egl.eglGetProcAddress.argtypes, egl.eglGetProcAddress.restype = [ctypes.c_char_p], ctypes.c_void_p
    addresses = [
        egl.eglGetProcAddress(name)
        for name in (b"eglQueryDevicesEXT", b"eglQueryDeviceStringEXT", b"eglQueryDeviceAttribEXT")
    ]
    if not all(addresses):
        return EglList((), f"{library} has no driver")
    query_devices = ctypes.CFUNCTYPE(ctypes.c_uint, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(addresses[0])
    query_string = ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.c_void_p, ctypes.c_int)(addresses[1])
    query_attribute = ctypes.CFUNCTYPE(ctypes.c_uint, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(addresses[2])

    handles, count = (ctypes.c_void_p * _MOST_DEVICES)(), ctypes.c_int()
    if not query_devices(_MOST_DEVICES, handles, ctypes.byref(count)) or not count.value:
        return EglList((), f"{library} lists no device")

    def describe(index: int) -> EglDevice:
        def text(name: int) -> str | None:
            value: bytes | None = query_string(handles[index], name)
            return value.decode(errors="replace") if value else None

        extensions = frozenset((text(_EXTENSIONS) or "").split())
        named = "EGL_EXT_device_query_name" in extensions
        cuda = ctypes.c_ssize_t()
        known = "EGL_NV_device_cuda" in extensions and query_attribute(handles[index], _CUDA_DEVICE, ctypes.byref(cuda))
        return EglDevice(
            index=index,
            software="EGL_MESA_device_software" in extensions,
            drm_file=text(_DRM_FILE) if "EGL_EXT_device_drm" in extensions else None,
            cuda=cuda.value if known else None,
            vendor=text(_VENDOR) if named else None,
            renderer=text(_RENDERER) if named else None,
            extensions=tuple(sorted(extensions)),
        )

    return EglList(tuple(describe(index) for index in range(count.value)), None)
