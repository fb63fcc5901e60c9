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

package io.github.mptcpspring.faults;

import java.io.IOException;
import java.util.List;

import io.github.mptcpspring.testsupport.ExternalProgram;

/**
 * What the network does to packets that arrive in this network namespace, which takes it
 * away when it ends.
 */
final class PacketFilter {

	private PacketFilter() {
	}

	/**
	 * Make a filter that lets everything pass.
	 * @return the filter
	 * @throws IOException when nft(8) cannot be run
	 * @throws InterruptedException when this thread is interrupted
	 */
	static PacketFilter create() throws IOException, InterruptedException {
		ExternalProgram.require("nft");
		nft("add table inet faults");
		nft("add chain inet faults arrival { type filter hook input priority filter; }");
		return new PacketFilter();
	}

	/**
	 * Lose all packets from and to an address without a word.
	 * @param address the address
	 * @throws IOException when nft(8) cannot be run
	 * @throws InterruptedException when this thread is interrupted
	 */
	void drop(String address) throws IOException, InterruptedException {
		add("ip saddr " + address + " drop");
		add("ip daddr " + address + " drop");
	}

	/**
	 * Return all packets to an address with a reset of the TCP connection, as a NAT does
	 * that has forgotten it or a host that has been started anew.
	 * @param address the address
	 * @throws IOException when nft(8) cannot be run
	 * @throws InterruptedException when this thread is interrupted
	 */
	void reset(String address) throws IOException, InterruptedException {
		add("ip daddr " + address + " tcp flags & rst == 0 reject with tcp reset");
	}

	private void add(String rule) throws IOException, InterruptedException {
		nft("add rule inet faults arrival " + rule);
	}

	private static void nft(String command) throws IOException, InterruptedException {
		ExternalProgram.run(List.of("nft", command));
	}

}
