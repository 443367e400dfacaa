#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A notification server that shows nothing: prints each card it is sent, a JSON line each."""

import json
import time

from gi.repository import Gio, GLib  # Debian's python3-gi

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
XML = f"""<node><interface name="{NAME}">
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="as" direction="in"/><arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/>
<arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
</interface></node>"""

ids = iter(range(1, 1 << 31))


def say(**card):
    print(json.dumps({"at": time.monotonic(), **card}), flush=True)


def notify(app, replaces, icon, title, body, actions, hints, timeout):
    say(replaces=replaces, title=title, body=body)
    return GLib.Variant("(u)", (replaces or next(ids),))


METHODS = {
    "GetCapabilities": lambda: GLib.Variant("(as)", (["actions", "body"],)),
    "GetServerInformation": lambda: GLib.Variant("(ssss)", ("cards", "tests", "1", "1.2")),
    "Notify": notify,
    "CloseNotification": lambda id: None,
}


def call(connection, sender, path, interface, method, arguments, invocation):
    invocation.return_value(METHODS[method](*arguments.unpack()))


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0], call)
    Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE, lambda *_: say(),
                                   lambda *_: None)
    GLib.MainLoop().run()


main()
