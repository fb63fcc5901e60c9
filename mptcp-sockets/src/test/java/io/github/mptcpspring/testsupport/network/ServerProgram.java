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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * The JVM on the server's host.
 */
public final class ServerProgram {

	private ServerProgram() {
	}

	/**
	 * Say that the server is ready, and serve until standard input ends, and with it this
	 * JVM.
	 * @throws IOException when standard input fails
	 */
	public static void serve() throws IOException {
		System.out.println(Keeper.READY);
		obey((order) -> {
			throw new IllegalArgumentException(order.toString());
		});
	}

	/**
	 * Obey orders until standard input ends, and with it this JVM. Each order makes the
	 * server ready, or the last one.
	 * @param orders is called with the words of each order
	 * @throws IOException when standard input fails
	 */
	public static void obey(Consumer<List<String>> orders) throws IOException {
		BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = input.readLine(); line != null; line = input.readLine()) {
			if (line.equals(Resources.ORDER)) {
				Resources.report();
			}
			else {
				obey(orders, List.of(line.split(" ")));
			}
		}
		Runtime.getRuntime().halt(0);
	}

	private static void obey(Consumer<List<String>> orders, List<String> order) {
		try {
			orders.accept(order);
			System.out.println(Keeper.READY);
		}
		catch (RuntimeException ex) {
			ex.printStackTrace(System.out);
			// What has started would keep it alive
			Runtime.getRuntime().halt(1);
		}
	}

}
