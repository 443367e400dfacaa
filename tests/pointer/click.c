/* SPDX-License-Identifier: MIT */
/* click WIDTH HEIGHT X Y: moves a pointer over a layout of that size, and presses its left button. */
#include "virtual-pointer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wayland-client.h>

#define BUTTON_LEFT 0x110

/* A hand is no faster; toolkits want to have been entered before they are pressed. */
#define STEP_US (100 * 1000)

struct click {
	struct wl_display *display;
	struct wl_seat *seat;
	struct zwlr_virtual_pointer_manager_v1 *manager;
	struct zwlr_virtual_pointer_v1 *pointer;
	uint32_t time;
};

static void on_global(void *data, struct wl_registry *registry, uint32_t name,
	const char *interface, uint32_t version)
{
	struct click *click = data;

	if (strcmp(interface, wl_seat_interface.name) == 0)
		click->seat = wl_registry_bind(registry, name, &wl_seat_interface, 1);
	else if (strcmp(interface, zwlr_virtual_pointer_manager_v1_interface.name) == 0)
		click->manager = wl_registry_bind(
			registry, name, &zwlr_virtual_pointer_manager_v1_interface, 1);
}

static void on_global_remove(void *data, struct wl_registry *registry, uint32_t name)
{
}

static void step(struct click *click)
{
	zwlr_virtual_pointer_v1_frame(click->pointer);
	wl_display_roundtrip(click->display);
	click->time += STEP_US / 1000;
	usleep(STEP_US);
}

static void move(struct click *click, uint32_t x, uint32_t y, uint32_t width, uint32_t height)
{
	zwlr_virtual_pointer_v1_motion_absolute(click->pointer, click->time, x, y, width, height);
	step(click);
}

static void press(struct click *click, enum wl_pointer_button_state state)
{
	zwlr_virtual_pointer_v1_button(click->pointer, click->time, BUTTON_LEFT, state);
	step(click);
}

static int connect_pointer(struct click *click)
{
	static const struct wl_registry_listener LISTENER = {on_global, on_global_remove};
	struct wl_registry *registry;

	click->display = wl_display_connect(NULL);
	if (!click->display)
		return -1;
	registry = wl_display_get_registry(click->display);
	wl_registry_add_listener(registry, &LISTENER, click);
	wl_display_roundtrip(click->display);
	wl_registry_destroy(registry);
	if (!click->manager)
		return -1;
	click->pointer =
		zwlr_virtual_pointer_manager_v1_create_virtual_pointer(click->manager, click->seat);
	wl_display_roundtrip(click->display);
	usleep(STEP_US);
	return 0;
}

int main(int argc, char **argv)
{
	struct click click = {0};
	uint32_t n[4];

	if (argc != 5) {
		fputs("usage: click WIDTH HEIGHT X Y\n", stderr);
		return 2;
	}
	for (int i = 0; i < 4; i++)
		n[i] = (uint32_t)strtoul(argv[i + 1], NULL, 10);
	if (connect_pointer(&click) < 0) {
		fputs("click: no Wayland display with virtual pointers\n", stderr);
		return 1;
	}
	move(&click, n[2] + 1, n[3], n[0], n[1]);
	move(&click, n[2], n[3], n[0], n[1]);
	press(&click, WL_POINTER_BUTTON_STATE_PRESSED);
	press(&click, WL_POINTER_BUTTON_STATE_RELEASED);
	zwlr_virtual_pointer_v1_destroy(click.pointer);
	zwlr_virtual_pointer_manager_v1_destroy(click.manager);
	wl_seat_destroy(click.seat);
	wl_display_roundtrip(click.display);
	wl_display_disconnect(click.display);
	return 0;
}
