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

package io.github.mptcpspring.testsupport.laboratory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import io.github.mptcpspring.testsupport.KernelProtocol;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * The JVM on the client's host. It takes orders from standard input, one a line, and says
 * on standard output what becomes of them.
 */
final class ClientProgram {

	/** What the lines about downloads begin with. */
	static final String DOWNLOAD = "download";

	private final Map<String, ConfigurableApplicationContext> applications = new HashMap<>();

	private ClientProgram() {
	}

	static void main() throws IOException {
		ClientProgram program = new ClientProgram();
		// Be quick from the first order on
		DownloadingApplication.start().close();
		System.out.println(Keeper.READY);
		BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String order = orders.readLine(); order != null; order = orders.readLine()) {
			program.obey(order.split(" "));
		}
		Runtime.getRuntime().halt(0);
	}

	private void obey(String[] order) {
		switch (order[0]) {
			case "start" -> this.applications.put(order[1],
					DownloadingApplication.start(Arrays.copyOfRange(order, 2, order.length)));
			case "stop" -> this.applications.remove(order[1]).close();
			case DOWNLOAD -> DownloadingApplication.download(this.applications.get(order[1]),
					new InetSocketAddress(order[3], Integer.parseInt(order[4])), Long.parseLong(order[5]),
					new Reporter(order[2]));
			default -> Resources.reportOn(order[0]);
		}
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
		public void onResponse(@Nullable KernelProtocol atClient, KernelProtocol atServer) {
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
