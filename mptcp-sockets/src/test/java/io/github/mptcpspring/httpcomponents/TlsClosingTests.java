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

package io.github.mptcpspring.httpcomponents;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ServerCertificate;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests that a TLS connection over MPTCP is closed without a thread that never ends,
 * whichever end closes first and however.
 */
@Tag("kernel")
@MptcpRequired
class TlsClosingTests {

	private static final int CONNECTIONS = 50;

	private static final Queue<KernelProtocol> PROTOCOLS = new ConcurrentLinkedQueue<>();

	private static ServerSocket listener;

	private static SSLContext clientContext;

	private static volatile CountDownLatch closed;

	private static volatile Closing closing;

	@BeforeAll
	static void listen(@TempDir Path directory) throws Exception {
		ServerCertificate certificate = ServerCertificate.create(directory);
		clientContext = certificate.clientContext();
		SSLContext serverContext = certificate.serverContext();
		listener = new ServerSocket();
		assertThat(MptcpSockets.create().swap(listener)).isInstanceOf(Swapped.class);
		listener.bind(new InetSocketAddress("127.0.0.1", 0), 2 * CONNECTIONS);
		Thread.startVirtualThread(() -> accept(serverContext));
	}

	private static void accept(SSLContext context) {
		while (!listener.isClosed()) {
			try {
				Socket accepted = listener.accept();
				Thread.startVirtualThread(() -> serve(context, accepted));
			}
			catch (IOException ex) {
				// The test has ended
			}
		}
	}

	// The TLS socket is not closed: that of the JDK would never end to close here
	@SuppressWarnings("resource")
	private static void serve(SSLContext context, Socket socket) {
		try (Socket accepted = socket) {
			SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, false);
			BufferedReader reader = new BufferedReader(
					new InputStreamReader(tls.getInputStream(), StandardCharsets.US_ASCII));
			while (!reader.readLine().isEmpty()) {
				// The rest of the request follows
			}
			PROTOCOLS.add(KernelSockets.connection((InetSocketAddress) accepted.getRemoteSocketAddress(),
					(InetSocketAddress) accepted.getLocalSocketAddress()));
			if (closing == Closing.BY_SERVER_INSTEAD_OF_A_RESPONSE) {
				tls.shutdownOutput();
				return;
			}
			tls.getOutputStream()
				.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII));
			if (closing == Closing.BY_SERVER) {
				tls.shutdownOutput();
			}
			else if (closing == Closing.BY_CLIENT) {
				reader.readLine();
			}
		}
		catch (IOException ex) {
			// The client does not say that it closes
		}
		finally {
			closed.countDown();
		}
	}

	@AfterAll
	static void close() throws IOException {
		listener.close();
	}

	static Stream<Arguments> aConnectionIsClosed() {
		return Stream.of("TLSv1.3", "TLSv1.2")
			.flatMap((protocol) -> Stream.of(Closing.values())
				.flatMap((closing) -> Stream.of(true, false).map((own) -> Arguments.of(protocol, closing, own))));
	}

	@ParameterizedTest
	@MethodSource
	@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
	void aConnectionIsClosed(String protocol, Closing closing, boolean ownStrategy) throws Exception {
		TlsClosingTests.closing = closing;
		PROTOCOLS.clear();
		closed = new CountDownLatch(CONNECTIONS);
		CyclicBarrier together = new CyclicBarrier(CONNECTIONS);
		PoolingHttpClientConnectionManager manager = manager(
				ownStrategy ? ownStrategy(protocol) : defaultStrategy(protocol));
		try (CloseableHttpClient client = HttpClients.custom()
			.setConnectionManager(manager)
			.disableAutomaticRetries()
			.build()) {
			if (closing == Closing.BY_SERVER_INSTEAD_OF_A_RESPONSE) {
				run(() -> assertFindsItClosed(client, together));
			}
			else {
				run(() -> get(client, together));
			}
			if (closing == Closing.BY_SERVER || closing == Closing.BY_SERVER_WITHOUT_CLOSE_NOTIFY) {
				closed.await();
				run(() -> assertFindsItClosed(client, together));
			}
		}
		closed.await();
		assertThat(PROTOCOLS).hasSize(CONNECTIONS).containsOnly(KernelProtocol.MPTCP);
	}

	private static void assertFindsItClosed(CloseableHttpClient client, CyclicBarrier together) {
		assertThatException().isThrownBy(() -> get(client, together))
			.withRootCauseInstanceOf(NoHttpResponseException.class);
	}

	private static TlsSocketStrategy defaultStrategy(String protocol) {
		return new DefaultClientTlsStrategy(clientContext, new String[] { protocol }, null, null, null);
	}

	/** Closes the socket below with that of TLS. */
	private static TlsSocketStrategy ownStrategy(String protocol) {
		return (socket, target, port, attachment, context) -> {
			SSLSocket tls = (SSLSocket) clientContext.getSocketFactory().createSocket(socket, target, port, true);
			tls.setEnabledProtocols(new String[] { protocol });
			tls.startHandshake();
			return tls;
		};
	}

	private static PoolingHttpClientConnectionManager manager(TlsSocketStrategy strategy) {
		PoolingHttpClientConnectionManagerBuilder builder = PoolingHttpClientConnectionManagerBuilder.create()
			.setMaxConnPerRoute(CONNECTIONS)
			.setMaxConnTotal(CONNECTIONS)
			.setDefaultConnectionConfig(
					ConnectionConfig.custom().setValidateAfterInactivity(TimeValue.NEG_ONE_MILLISECOND).build())
			.setTlsSocketStrategy(strategy);
		new MptcpConnectionManagerCustomizer(MptcpSockets.create(), new ClientSettings(true, OnUnavailable.FAIL, false),
				(problem) -> {
				})
			.accept(builder);
		return builder.build();
	}

	private static void run(Runnable request) throws Exception {
		List<FutureTask<Void>> requests = IntStream.range(0, CONNECTIONS)
			.mapToObj((number) -> new FutureTask<Void>(request, null))
			.toList();
		requests.forEach(Thread::startVirtualThread);
		for (FutureTask<Void> running : requests) {
			running.get();
		}
	}

	private static void get(CloseableHttpClient client, CyclicBarrier together) {
		try {
			client.execute(new HttpGet("https://127.0.0.1:" + listener.getLocalPort() + "/"), (response) -> {
				await(together);
				return EntityUtils.toString(response.getEntity());
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// No connection is used for two requests
	private static void await(CyclicBarrier together) {
		try {
			together.await();
		}
		catch (InterruptedException | BrokenBarrierException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What ends a connection. */
	enum Closing {

		BY_SERVER, BY_SERVER_WITHOUT_CLOSE_NOTIFY, BY_SERVER_INSTEAD_OF_A_RESPONSE, BY_CLIENT

	}

}
