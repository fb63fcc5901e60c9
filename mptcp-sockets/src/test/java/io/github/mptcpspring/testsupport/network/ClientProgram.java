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
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import io.github.mptcpspring.testsupport.KernelProtocol;
import org.jspecify.annotations.Nullable;

/**
 * The JVM on the client's host. It takes orders from standard input, one a line, and says
 * on standard output what becomes of them.
 */
public final class ClientProgram {

	/** What the lines about downloads begin with. */
	static final String DOWNLOAD = "download";

	private final Map<String, DownloadingClient> clients = new HashMap<>();

	private final Function<List<String>, DownloadingClient> starter;

	private ClientProgram(Function<List<String>, DownloadingClient> starter) {
		this.starter = starter;
	}

	/**
	 * Obey orders until standard input ends, and with it this JVM.
	 * @param starter starts a client with arguments
	 * @throws IOException when standard input fails
	 */
	public static void run(Function<List<String>, DownloadingClient> starter) throws IOException {
		ClientProgram program = new ClientProgram(starter);
		System.out.println(Keeper.READY);
		BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String order = orders.readLine(); order != null; order = orders.readLine()) {
			program.obey(order.split(" "));
		}
		Runtime.getRuntime().halt(0);
	}

	private void obey(String[] order) {
		switch (order[0]) {
			case "start" -> this.clients.put(order[1], this.starter.apply(List.of(order).subList(2, order.length)));
			case "stop" -> Objects.requireNonNull(this.clients.remove(order[1])).close();
			case DOWNLOAD -> download(Objects.requireNonNull(this.clients.get(order[1])),
					new InetSocketAddress(order[3], Integer.parseInt(order[4])), Long.parseLong(order[5]),
					new Reporter(order[2]));
			case Resources.ORDER -> Resources.report();
			default -> throw new IllegalArgumentException(order[0]);
		}
	}

	private static void download(DownloadingClient client, InetSocketAddress server, long bytes, Reporter reporter) {
		Reception reception = new Reception(bytes, reporter);
		Thread.ofPlatform().daemon().start(() -> {
			try {
				client.download(server, bytes, reception);
			}
			catch (Exception ex) {
				reception.fail(ex);
			}
		});
	}

	/**
	 * Says how a download goes.
	 */
	private static final class Reporter implements DownloadListener {

		private static final int STEP = 100_000;

		private final String prefix;

		private long reported;

		private Reporter(String id) {
			this.prefix = DOWNLOAD + " " + id + " ";
		}

		@Override
		public void onResponse(@Nullable KernelProtocol atClient, @Nullable KernelProtocol atServer) {
			report("response " + atClient + " " + atServer);
		}

		@Override
		public void onProgress(long total, long nanos) {
			if (total - this.reported >= STEP) {
				this.reported = total;
				report("progress " + total + " " + nanos);
			}
		}

		@Override
		public void onEnd(long nanos) {
			report("end " + nanos);
		}

		@Override
		public void onFailure(String message) {
			report("failure " + message.replace('\n', ' '));
		}

		private void report(String event) {
			System.out.println(this.prefix + event);
		}

	}

}
