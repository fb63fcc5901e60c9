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

package io.github.mptcpspring.testsupport;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Changes the host that a test has to itself, which is a network namespace.
 */
public final class ThisHost {

	private ThisHost() {
	}

	/**
	 * Run {@code ip}.
	 * @param arguments its arguments, separated by spaces
	 * @return what it printed
	 * @throws IOException when it cannot be run
	 * @throws InterruptedException when this thread is interrupted
	 */
	public static String ip(String arguments) throws IOException, InterruptedException {
		return ExternalProgram.run(Stream.concat(Stream.of("ip"), Stream.of(arguments.split(" "))).toList());
	}

	/**
	 * Give the host addresses.
	 * @param addresses the addresses
	 * @throws IOException when it cannot be done
	 * @throws InterruptedException when this thread is interrupted
	 */
	public static void addAddresses(String... addresses) throws IOException, InterruptedException {
		for (String address : addresses) {
			ip("address add " + address + "/32 dev lo");
		}
	}

	/**
	 * Give the host addresses, each on a network device of its own that leads out.
	 * @param addresses the addresses
	 * @throws IOException when it cannot be done
	 * @throws InterruptedException when this thread is interrupted
	 */
	public static void addWaysOut(String... addresses) throws IOException, InterruptedException {
		for (int way = 0; way < addresses.length; way++) {
			ip("link add way%d type veth peer name far%d".formatted(way, way));
			ip("address add " + addresses[way] + "/32 dev way" + way);
			ip("link set way%d up".formatted(way));
			ip("link set far%d up".formatted(way));
		}
	}

	/**
	 * Put a middlebox before the host that strips MPTCP's option from packets.
	 * @param packets which packets, in the words of {@code nft}
	 * @throws IOException when it cannot be done
	 * @throws InterruptedException when this thread is interrupted
	 */
	public static void stripMptcp(String packets) throws IOException, InterruptedException {
		ExternalProgram.require("nft");
		ExternalProgram.run(List.of("nft", "add table ip middlebox;"
				+ " add chain ip middlebox strip { type filter hook prerouting priority raw; };"
				+ " add rule ip middlebox strip " + packets + " tcp option mptcp exists reset tcp option mptcp"));
	}

}
