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

package io.github.mptcpspring.netty;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.github.mptcpspring.socket.ClientSettings;
import io.github.mptcpspring.socket.ListenerSettings;
import io.github.mptcpspring.socket.OnUnavailable;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/**
 * Moves many bytes each way between a client and a server of Reactor Netty in this JVM,
 * each of them with and without MPTCP, and prints what arrived. Whoever receives pauses
 * several times, so that the window closes.
 */
final class BulkTransfers {

	/** What the lines begin with. */
	static final String REPORT = "Transfer: ";

	private static final int CHUNK = 64 * 1024;

	private static final int CHUNKS = 192;

	/** A pause after as many bytes as this. */
	private static final long STRIDE = 4 * 1024 * 1024;

	private static final Duration PAUSE = Duration.ofMillis(100);

	private static final Duration PATIENCE = Duration.ofSeconds(25);

	private BulkTransfers() {
	}

	static void main(String[] args) {
		for (boolean server : new boolean[] { true, false }) {
			for (boolean client : new boolean[] { true, false }) {
				transfer(server, client);
			}
		}
	}

	/**
	 * Return what is printed for one transfer in which every byte arrived.
	 * @param channel the simple class name of the client's channel
	 * @param protocol what the client's connection speaks
	 * @param what {@code received} or {@code sent}
	 * @return the line
	 */
	static String report(String channel, String protocol, String what) {
		return REPORT + protocol + " on " + channel + " " + what + " " + (long) CHUNK * CHUNKS;
	}

	private static void transfer(boolean mptcpServer, boolean mptcpClient) {
		HttpServer plain = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.route((routes) -> routes.get("/", (request, response) -> response.send(bytes()))
				.post("/", (request, response) -> response.sendString(count(request.receive()).map(String::valueOf))));
		DisposableServer server = new MptcpHttpServerCustomizer(
				new ListenerSettings(mptcpServer, OnUnavailable.FAIL, 0), (listener) -> {
				})
			.apply(plain)
			.bindNow();
		AtomicReference<String> connection = new AtomicReference<>();
		HttpClient client = new MptcpHttpClientCustomizer(new ClientSettings(mptcpClient, OnUnavailable.FAIL, false),
				(shortcoming) -> {
				})
			.apply(HttpClient.create().doOnConnected((made) -> connection.set(describe(made.channel()))));
		String uri = "http://127.0.0.1:" + server.port() + "/";
		try {
			Long received = get(client, uri);
			System.out.println(REPORT + connection.get() + " received " + received);
			String sent = post(client, uri);
			System.out.println(REPORT + connection.get() + " sent " + sent);
		}
		catch (RuntimeException ex) {
			System.out.println(REPORT + connection.get() + " failed: " + ex);
		}
		finally {
			server.disposeNow();
		}
	}

	private static String describe(Channel channel) {
		return KernelSockets.connection((InetSocketAddress) channel.localAddress(),
				(InetSocketAddress) channel.remoteAddress()) + " on " + channel.getClass().getSimpleName();
	}

	private static @Nullable String post(HttpClient client, String uri) {
		return client.post().uri(uri).send(bytes()).responseContent().aggregate().asString().block(PATIENCE);
	}

	private static @Nullable Long get(HttpClient client, String uri) {
		return client.get().uri(uri).response((response, content) -> count(content)).blockLast(PATIENCE);
	}

	private static Flux<ByteBuf> bytes() {
		return Flux.range(0, CHUNKS).map((i) -> Unpooled.wrappedBuffer(new byte[CHUNK]));
	}

	private static Mono<Long> count(ByteBufFlux content) {
		AtomicLong count = new AtomicLong();
		return content.map(ByteBuf::readableBytes)
			.concatMap((length) -> pauseAfter(count.getAndAdd(length), length), 1)
			.then(Mono.fromSupplier(count::get));
	}

	private static Mono<Integer> pauseAfter(long before, int length) {
		Mono<Integer> next = Mono.just(length);
		return (before / STRIDE != (before + length) / STRIDE) ? next.delayElement(PAUSE) : next;
	}

}
