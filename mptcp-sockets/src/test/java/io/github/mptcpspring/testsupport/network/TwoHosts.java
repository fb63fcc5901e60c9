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

package io.github.mptcpspring.testsupport.network;

import java.util.ArrayList;
import java.util.List;

import io.github.mptcpspring.testsupport.network.NetworkPath.Addresses;

/**
 * A client's host, a server's host and the paths between them.
 */
public final class TwoHosts implements AutoCloseable {

	private final Host client;

	private final Host server;

	private final List<NetworkPath> paths = new ArrayList<>();

	private int network;

	/**
	 * Make two hosts as the kernel makes them: nobody has told a path manager anything.
	 */
	public TwoHosts() {
		this.client = Host.first();
		this.server = this.client.another();
	}

	/**
	 * Make two hosts with two paths. The server announces its address on the second.
	 * @return the hosts
	 */
	public static TwoHosts withTwoPaths() {
		return new TwoHosts().layTwoPaths();
	}

	/**
	 * Lay two paths. The server announces its address on the second.
	 * @return this
	 */
	public TwoHosts layTwoPaths() {
		allowSubflows().layIpv4Path().layIpv4Path();
		serverPathManager().announce(path(2));
		return this;
	}

	/**
	 * Make the hosts like new ones, without paths. The paths that are laid from now on
	 * have other addresses, because a kernel remembers how fast another host was and its
	 * Fast Open cookie, and in a user namespace nobody can make it forget.
	 */
	public void clear() {
		this.client.clear();
		this.server.clear();
		this.paths.clear();
		this.network++;
	}

	/**
	 * Allow more subflows than the kernel does by default.
	 * @return this
	 */
	public TwoHosts allowSubflows() {
		clientPathManager().allowSubflows();
		serverPathManager().allowSubflows();
		return this;
	}

	/**
	 * Lay a path with IPv4 addresses.
	 * @return this
	 */
	public TwoHosts layIpv4Path() {
		return addIpv4Path(connect());
	}

	/**
	 * Lay a path with IPv6 addresses.
	 * @return this
	 */
	public TwoHosts layIpv6Path() {
		return addPath(connect(), Addresses.ipv6(this.network, this.paths.size() + 1));
	}

	private String connect() {
		String device = "path" + (this.paths.size() + 1);
		this.client.connect(device, this.server, device);
		return device;
	}

	/**
	 * Take devices that are connected for a path with IPv4 addresses.
	 * @param device what the device is called on each host
	 * @return this
	 */
	public TwoHosts addIpv4Path(String device) {
		return addPath(device, Addresses.ipv4(this.network, this.paths.size() + 1));
	}

	private TwoHosts addPath(String device, Addresses addresses) {
		this.paths.add(new NetworkPath(device, this.client, this.server, addresses));
		return this;
	}

	/**
	 * Return an address that belongs to no path, and that nobody has yet.
	 * @return the IPv4 address
	 */
	public String addressOffPaths() {
		return "10.%d.0.1".formatted(this.network);
	}

	/**
	 * Let no more through each path than so much in each direction.
	 * @param megabits megabits per second
	 * @return this
	 */
	public TwoHosts limitRate(int megabits) {
		this.paths.forEach((path) -> path.limitRate(megabits));
		// No more under way than the queues before the paths hold: nothing is lost
		setSysctl("net.ipv4.tcp_wmem", "4096 65536 400000");
		return this;
	}

	/**
	 * Set a sysctl on both hosts.
	 * @param name its name
	 * @param value its new value
	 */
	public void setSysctl(String name, String value) {
		this.client.setSysctl(name, value);
		this.server.setSysctl(name, value);
	}

	/**
	 * Return the client's host.
	 * @return the host
	 */
	public Host client() {
		return this.client;
	}

	/**
	 * Return the server's host.
	 * @return the host
	 */
	public Host server() {
		return this.server;
	}

	/**
	 * Return the path manager of the client's host.
	 * @return the path manager
	 */
	public PathManagerCommands clientPathManager() {
		return new PathManagerCommands(this.client);
	}

	/**
	 * Return the path manager of the server's host.
	 * @return the path manager
	 */
	public PathManagerCommands serverPathManager() {
		return new PathManagerCommands(this.server);
	}

	/**
	 * Return a path.
	 * @param number its number, from 1
	 * @return the path
	 */
	public NetworkPath path(int number) {
		return this.paths.get(number - 1);
	}

	/**
	 * Return all paths.
	 * @return the paths
	 */
	public List<NetworkPath> paths() {
		return List.copyOf(this.paths);
	}

	/**
	 * Mend all paths.
	 */
	public void mend() {
		this.paths.forEach(NetworkPath::mend);
	}

	@Override
	public void close() {
		this.server.close();
		this.client.close();
	}

}
