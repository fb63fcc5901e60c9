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

package io.github.mptcpspring.benchmarks.handshakes;

import java.util.ArrayList;
import java.util.List;

import io.github.mptcpspring.benchmarks.Child;

/**
 * Compares what two servers cost that accept the same connections with Fast Open, each of
 * which completes its handshake after a second, while one of the two also has thousands
 * of connections whose handshake is never completed. It runs in a network namespace of
 * its own, whose packet filter drops the last packet of handshakes.
 */
public final class HandshakeCost {

	private HandshakeCost() {
	}

	/**
	 * Measure, report, and exit with 1 when connections that wait cost more than they
	 * may.
	 * @param arguments none
	 * @throws Exception when it cannot be measured
	 */
	public static void main(String[] arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of("unshare", "--user", "--map-root-user", "--net", "sh", "-c",
				"ip link set lo up && exec \"$@\"", "sh"));
		command.addAll(Child.command(HandshakeComparison.class));
		System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
	}

}
