"""Just enough of macOS's Objective-C to talk to AppKit, which Qt has loaded, without another library."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes.util import find_library
from functools import cache
from typing import Any

Imp = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)


@cache
def _runtime() -> ctypes.CDLL:
    runtime = ctypes.CDLL(find_library("objc"))
    for name in ("objc_getClass", "sel_registerName", "objc_allocateClassPair"):
        getattr(runtime, name).restype = ctypes.c_void_p
    runtime.objc_allocateClassPair.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
    runtime.class_addMethod.argtypes = [ctypes.c_void_p, ctypes.c_void_p, Imp, ctypes.c_char_p]
    runtime.objc_registerClassPair.argtypes = [ctypes.c_void_p]
    return runtime


def selector(name: str) -> int:
    """The number by which a method is known."""
    found: int = _runtime().sel_registerName(name.encode())
    return found


def a_class(name: str) -> int:
    found: int = _runtime().objc_getClass(name.encode())
    return found


def send(receiver: int | None, method: str, *arguments: int | None, number: bool = False) -> Any:
    """Send a message whose arguments are objects or selectors; ``number`` where the last one is an integer."""
    kinds: list[Any] = [ctypes.c_void_p] * len(arguments)
    if number:
        kinds[-1] = ctypes.c_ulong
    shape = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, *kinds)
    return ctypes.cast(_runtime().objc_msgSend, shape)(receiver, selector(method), *arguments)


def string(words: str) -> Any:
    """An NSString."""
    held = ctypes.create_string_buffer(words.encode())
    return send(a_class("NSString"), "stringWithUTF8String:", ctypes.addressof(held))


def words_of(text: int | None) -> str:
    """What an NSString says."""
    return ctypes.string_at(send(text, "UTF8String")).decode()


def observer(name: str, noticed: Callable[[str], None]) -> tuple[Any, Any]:
    """An object whose method ``noticed:`` tells the name of each notification, and what must be kept with it."""

    def take(_self: int, _method: int, notification: int) -> None:
        noticed(words_of(send(notification, "name")))

    implementation = Imp(take)
    runtime = _runtime()
    made = runtime.objc_allocateClassPair(a_class("NSObject"), name.encode(), 0)
    runtime.class_addMethod(made, selector("noticed:"), implementation, b"v@:@")
    runtime.objc_registerClassPair(made)
    return send(send(made, "alloc"), "init"), implementation
