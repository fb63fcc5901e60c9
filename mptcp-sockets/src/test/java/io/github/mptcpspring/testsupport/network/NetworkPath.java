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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * A path between the client's host and the server's: a pair of devices of the same name,
 * one at each end.
 */
public final class NetworkPath {

	private final String device;

	private final Host client;

	private final Host server;

	private final Addresses addresses;

	/**
	 * Make a path of two devices.
	 * @param device what both are called
	 * @param client the host of the one
	 * @param server the host of the other
	 * @param addresses their addresses
	 */
	NetworkPath(String device, Host client, Host server, Addresses addresses) {
		this.device = device;
		this.client = client;
		this.server = server;
		this.addresses = addresses;
		configure(client, addresses.client());
		configure(server, addresses.server());
	}

	private void configure(Host host, String address) {
		// A link that was down shall come back as it was
		host.setSysctlOfDevice("ipv6", this.device, "keep_addr_on_down", "1");
		host.run("ip address add %s/%d dev %s nodad", address, this.addresses.prefixLength(), this.device);
		host.run("ip link set %s up", this.device);
	}

	/**
	 * Return what the devices at its ends are called.
	 * @return the name
	 */
	public String device() {
		return this.device;
	}

	/**
	 * Return the address of the client at the beginning of this path.
	 * @return the address
	 */
	public String clientAddress() {
		return this.addresses.client();
	}

	/**
	 * Return the address of the server at the end of this path.
	 * @return the address
	 */
	public String serverAddress() {
		return this.addresses.server();
	}

	/**
	 * Return the address of the server at the end of this path.
	 * @param port its port
	 * @return the address
	 */
	public InetSocketAddress server(int port) {
		try {
			return new InetSocketAddress(InetAddress.getByName(this.addresses.server()), port);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void limitRate(int megabits) {
		for (Host host : List.of(this.client, this.server)) {
			host.run("tc qdisc replace dev %s root tbf rate %dmbit burst 32k latency 400ms", this.device, megabits);
		}
	}

	/**
	 * Take the client's link down: the client's host knows.
	 */
	public void cut() {
		this.client.run("ip link set %s down", this.device);
	}

	/**
	 * Lose every packet in both directions: neither host knows.
	 */
	public void dropSilently() {
		for (Host host : List.of(this.client, this.server)) {
			String table = silence();
			host.run("nft add table %s", table);
			host.run("nft add chain %s arrivals { type filter hook prerouting priority raw; }", table);
			host.run("nft add rule %s arrivals iifname %s drop", table, this.device);
		}
	}

	/**
	 * Undo {@link #cut} and {@link #dropSilently}.
	 */
	public void mend() {
		this.client.run("ip link set %s up", this.device);
		for (Host host : List.of(this.client, this.server)) {
			// It cannot be deleted where it is not
			host.run("nft add table %s", silence());
			host.run("nft delete table %s", silence());
		}
	}

	private String silence() {
		return "inet silence-" + this.device;
	}

	/**
	 * Return how much has come to the client over this path.
	 * @return bytes, with the headers of their packets
	 */
	public long bytesToClient() {
		return this.client.readProcNet("dev")
			.stream()
			.map(String::trim)
			.filter((line) -> line.startsWith(this.device + ":"))
			.mapToLong((line) -> Long.parseLong(line.split("[: ]+")[1]))
			.findFirst()
			.orElseThrow();
	}

	@Override
	public String toString() {
		return this.device;
	}

	/**
	 * The addresses of both ends.
	 *
	 * @param client the client's
	 * @param server the server's
	 * @param prefixLength the length of the prefix that they share
	 */
	public record Addresses(String client, String server, int prefixLength) {

		static Addresses ipv4(int network, int path) {
			String prefix = "10.%d.%d.".formatted(network, path);
			return new Addresses(prefix + 1, prefix + 2, 24);
		}

		static Addresses ipv6(int network, int path) {
			String prefix = "fd00::%x:%x:".formatted(network + 1, path);
			return new Addresses(prefix + 1, prefix + 2, 112);
		}

	}

}
