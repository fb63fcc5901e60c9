/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.internal.diagnosis;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Determines the kind of network devices from {@code /sys/class/net}. A process may see
 * the devices of another network namespace there: a missing device is classified by its
 * name.
 *
 * @see <a href=
 * "https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-class-net">sysfs-class-net</a>
 */
final class DeviceKinds {

	/** {@code IFF_LOOPBACK} of {@code netdevice(7)}. */
	private static final int LOOPBACK = 0x8;

	/** {@code IFF_POINTOPOINT}. */
	private static final int POINT_TO_POINT = 0x10;

	/** {@code IFF_NOARP}: it has no neighbors, like dummy devices. */
	private static final int NO_ARP = 0x80;

	/**
	 * The names of devices of containers and virtual machines.
	 */
	private static final Pattern INNER_NAMES = Pattern
		.compile("(docker|virbr|podman|cni|lxcbr|lxdbr|vmnet|vboxnet)\\d+|br-[0-9a-f]{12}|flannel\\.\\d+|cali.+");

	private static final Pattern TUNNEL_NAMES = Pattern.compile("(tun|wg|ppp)\\d+");

	private final Path devices;

	DeviceKinds(Path devices) {
		this.devices = devices;
	}

	/**
	 * Return the kind of a device.
	 * @param name the name of the device
	 * @return the kind
	 */
	DeviceKind of(String name) {
		Path device = this.devices.resolve(name);
		int flags = flags(device);
		if ((flags & LOOPBACK) != 0 || name.equals("lo")) {
			return DeviceKind.NOWHERE;
		}
		if (INNER_NAMES.matcher(name).matches() || isInnerBridge(device)) {
			return DeviceKind.INNER;
		}
		if ((flags & POINT_TO_POINT) != 0 || Files.exists(device.resolve("tun_flags"))
				|| TUNNEL_NAMES.matcher(name).matches()) {
			return DeviceKind.POINT_TO_POINT;
		}
		return ((flags & NO_ARP) != 0) ? DeviceKind.NOWHERE : DeviceKind.NETWORK;
	}

	private static int flags(Path device) {
		try {
			return Integer.decode(Files.readString(device.resolve("flags")).trim());
		}
		catch (IOException | NumberFormatException ex) {
			return 0;
		}
	}

	// A bridge with a network card, as on many hosts of virtual machines, reaches other
	// hosts
	private static boolean isInnerBridge(Path device) {
		if (!Files.exists(device.resolve("bridge"))) {
			return false;
		}
		try (DirectoryStream<Path> ports = Files.newDirectoryStream(device.resolve("brif"))) {
			for (Path port : ports) {
				if (leadsOut(device.resolveSibling(port.getFileName()))) {
					return false;
				}
			}
			return true;
		}
		catch (IOException ex) {
			return true;
		}
	}

	// Hardware has a device, and bonds and VLANs are on top of hardware
	private static boolean leadsOut(Path port) {
		return Files.exists(port.resolve("device")) || Files.exists(port.resolve("bonding")) || isVlan(port);
	}

	private static boolean isVlan(Path port) {
		try {
			return Files.readString(port.resolve("uevent")).contains("DEVTYPE=vlan\n");
		}
		catch (IOException ex) {
			return false;
		}
	}

}
