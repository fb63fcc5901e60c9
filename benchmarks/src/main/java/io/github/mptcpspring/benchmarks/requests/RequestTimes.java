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

package io.github.mptcpspring.benchmarks.requests;

import java.util.EnumMap;
import java.util.Map;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.Listener;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.benchmarks.Samples;
import io.github.mptcpspring.reactor.MptcpHttpClientCustomizer;
import io.github.mptcpspring.reactor.MptcpHttpServerCustomizer;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/**
 * Measures how long requests take over MPTCP and over TCP on loopback, with Reactor Netty
 * at both ends, prints it, and fails when MPTCP takes more than it may. The two take
 * turns, one request each: what else happens on the machine meets both.
 */
public final class RequestTimes {

	private static final MptcpSockets SOCKETS = MptcpSockets.create();

	private static final int WARM_UP = 1000;

	private static final int REQUESTS = 3000;

	/** How much longer than over TCP a request over MPTCP may take. */
	private static final double MAX_RATIO = 1.5;

	private final Map<Pattern, Samples> tcp = new EnumMap<>(Pattern.class);

	private final Map<Pattern, Samples> mptcp = new EnumMap<>(Pattern.class);

	private RequestTimes() {
	}

	/**
	 * Measure, report, and exit with 1 when MPTCP takes more than it may.
	 * @param arguments none
	 */
	public static void main(String[] arguments) {
		RequestTimes times = new RequestTimes();
		times.measure();
		System.out.println(times);
		System.exit(times.isWithinBounds() ? 0 : 1);
	}

	private void measure() {
		HttpServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle((request,
					response) -> response.sendString(request.receive()
						.aggregate()
						.map((body) -> String.valueOf(body.readableBytes()))
						.switchIfEmpty(Mono.just("0"))));
		DisposableServer tcpServer = server.bindNow();
		DisposableServer mptcpServer = new MptcpHttpServerCustomizer(SOCKETS,
				new ListenerSettings(true, OnUnavailable.FAIL, 0), RequestTimes::ignore)
			.apply(server)
			.bindNow();
		HttpClient tcpClient = HttpClient.create();
		HttpClient mptcpClient = new MptcpHttpClientCustomizer(SOCKETS,
				new ClientSettings(true, OnUnavailable.FAIL, false), (problem) -> {
					throw new IllegalStateException(problem.summary());
				})
			.apply(tcpClient);
		for (Pattern pattern : Pattern.values()) {
			for (int request = -WARM_UP; request < REQUESTS; request++) {
				measure(request, this.tcp, pattern, tcpClient, tcpServer);
				measure(request, this.mptcp, pattern, mptcpClient, mptcpServer);
			}
		}
		tcpServer.disposeNow();
		mptcpServer.disposeNow();
	}

	private static void ignore(Listener opened) {
	}

	private static void measure(int request, Map<Pattern, Samples> samples, Pattern pattern, HttpClient client,
			DisposableServer server) {
		long start = System.nanoTime();
		pattern.send(client, server.port());
		double millis = (System.nanoTime() - start) / 1_000_000.0;
		if (request >= 0) {
			samples.computeIfAbsent(pattern, (key) -> new Samples()).add(millis);
		}
	}

	private boolean isWithinBounds() {
		for (Pattern pattern : Pattern.values()) {
			if (ratio(pattern) > MAX_RATIO) {
				return false;
			}
		}
		return true;
	}

	private double ratio(Pattern pattern) {
		return median(this.mptcp, pattern) / median(this.tcp, pattern);
	}

	private static double median(Map<Pattern, Samples> samples, Pattern pattern) {
		return samples.getOrDefault(pattern, new Samples()).median();
	}

	@Override
	public String toString() {
		StringBuilder table = new StringBuilder(
				"%-26s %8s %8s %8s %8s%n".formatted("milliseconds, median", "TCP", "MPTCP", "ratio", "at most"));
		for (Pattern pattern : Pattern.values()) {
			table.append("%-26s %8.3f %8.3f %7.2fx %7.2fx%n".formatted(pattern.title(), median(this.tcp, pattern),
					median(this.mptcp, pattern), ratio(pattern), MAX_RATIO));
		}
		return table.toString();
	}

}
