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

package io.github.mptcpspring.internal.netlink;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The network devices of this host that have an address. They are read once, because the
 * JDK reads all devices for each look-up.
 */
public final class NetworkDevices {

	private final List<NetworkInterface> all;

	private final Map<Integer, String> names = new HashMap<>();

	private final Map<InetAddress, Integer> indexes = new HashMap<>();

	private NetworkDevices(List<NetworkInterface> all) {
		this.all = all;
		for (NetworkInterface device : all) {
			this.names.put(device.getIndex(), device.getName());
			device.inetAddresses().forEach((address) -> this.indexes.putIfAbsent(address, device.getIndex()));
		}
	}

	/**
	 * Read the devices of the network namespace that this process is in.
	 * @return the devices, none if they cannot be read
	 */
	public static NetworkDevices read() {
		try {
			return new NetworkDevices(NetworkInterface.networkInterfaces().toList());
		}
		catch (SocketException ex) {
			// The host has no network device
			return new NetworkDevices(List.of());
		}
	}

	/**
	 * Return all devices.
	 * @return the devices
	 */
	public List<NetworkInterface> all() {
		return this.all;
	}

	Optional<String> findName(int index) {
		return Optional.ofNullable(this.names.get(index));
	}

	Optional<Integer> findIndex(InetAddress address) {
		return Optional.ofNullable(this.indexes.get(address));
	}

}
