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

package io.github.mptcpspring.benchmarks.accept;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The clients of two listeners, in a process of their own. They take turns: a moment with
 * the one, a moment with the other.
 */
final class Clients {

	/** How many turns with each are over before everything is compiled. */
	static final int WARM_UP_ROUNDS = 12;

	private static final int THREADS = 4;

	private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

	private Clients() {
	}

	/**
	 * Take turns, and print of each the port, the number of connections that were made
	 * and the seconds that it took.
	 * @param arguments how many connections are idle, how many rounds there are, and the
	 * ports
	 * @throws Exception when a connection cannot be made
	 */
	static void main(String[] arguments) throws Exception {
		Thread.ofPlatform().daemon().start(Clients::haltWithParent);
		int connections = Integer.parseInt(arguments[0]);
		int rounds = WARM_UP_ROUNDS + Integer.parseInt(arguments[1]);
		List<InetSocketAddress> listeners = List.of(loopback(arguments[2]), loopback(arguments[3]));
		List<Client> clients = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			clients.add(new Client(connections / THREADS, listeners, i));
		}
		try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
			for (int turn = 0; turn < rounds * listeners.size(); turn++) {
				InetSocketAddress listener = listeners.get(turn % listeners.size());
				System.out.println(listener.getPort() + " " + takeTurn(threads, clients, listener));
			}
		}
	}

	private static InetSocketAddress loopback(String port) {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
	}

	private static String takeTurn(ExecutorService threads, List<Client> clients, InetSocketAddress listener)
			throws Exception {
		long start = System.nanoTime();
		long end = start + TURN_NANOS;
		List<Callable<Integer>> tasks = new ArrayList<>();
		for (Client client : clients) {
			tasks.add(() -> client.connectUntil(end, listener));
		}
		int connections = 0;
		for (Future<Integer> made : threads.invokeAll(tasks)) {
			connections += made.get();
		}
		return connections + " " + (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
	}

	// Standard input ends when the parent does, however that happens
	private static void haltWithParent() {
		try {
			System.in.transferTo(OutputStream.nullOutputStream());
		}
		catch (IOException ex) {
			// The parent is gone
		}
		Runtime.getRuntime().halt(1);
	}

}
