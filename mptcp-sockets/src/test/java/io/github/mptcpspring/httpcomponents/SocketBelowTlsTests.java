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

import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.testsupport.ConnectedPair;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ServerCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SocketBelowTls}.
 */
@Tag("kernel")
@MptcpRequired
class SocketBelowTlsTests {

	private final MptcpSockets sockets = MptcpSockets.create();

	private ServerSocket server;

	private ConnectedPair pair;

	@BeforeEach
	void connect() throws Exception {
		this.server = new ServerSocket();
		Socket client = new Socket();
		assertThat(this.sockets.swap(this.server)).isInstanceOf(Swapped.class);
		assertThat(this.sockets.swap(client)).isInstanceOf(Swapped.class);
		this.pair = ConnectedPair.open(this.server, client, ConnectedPair.V4_LOOPBACK);
		assertThat(this.pair.clientProtocol()).isEqualTo(KernelProtocol.MPTCP);
	}

	@AfterEach
	void close() throws Exception {
		this.pair.close();
		this.server.close();
	}

	/**
	 * If the kernel has learned better, this class is not needed any more.
	 */
	@Test
	void theKernelCountsAByteThatIsNotThere() throws Exception {
		InputStream input = this.pair.client().getInputStream();
		this.pair.accepted().close();
		assertThat(input.read()).isEqualTo(-1);
		assertThat(input.available()).isOne();
		assertThat(input.skip(1)).isZero();
	}

	@Test
	void nothingIsAvailableOnceTheEndHasBeenReached() throws Exception {
		InputStream input = SocketBelowTls.wrap(this.pair.client()).getInputStream();
		this.pair.accepted().getOutputStream().write(new byte[] { 1, 2, 3 });
		Awaitility.await().until(() -> input.available() == 3);
		assertThat(input.read()).isOne();
		assertThat(input.skip(1)).isOne();
		assertThat(input.available()).isOne();
		assertThat(input.read(new byte[2])).isOne();
		InputStream ofTheJdk = this.pair.client().getInputStream();
		this.pair.accepted().close();
		Awaitility.await().until(() -> ofTheJdk.available() == 1);
		assertThat(input.available()).isZero();
		assertThat(input.skip(1)).isZero();
		assertThat(input.available()).isZero();
	}

	/**
	 * The JDK skips what it has not read: the closing message of TLS, then the byte that
	 * is not there.
	 */
	@Test
	void tlsOfTheJdkEndsToClose(@TempDir Path directory) throws Exception {
		ServerCertificate certificate = ServerCertificate.create(directory);
		SSLContext context = certificate.serverContext();
		Thread peer = Thread.startVirtualThread(() -> closeAfterTheHandshake(context));
		Socket socket = SocketBelowTls.wrap(this.pair.client());
		SSLSocket tls = (SSLSocket) certificate.clientContext()
			.getSocketFactory()
			.createSocket(socket, "127.0.0.1", this.pair.client().getPort(), true);
		tls.startHandshake();
		peer.join();
		Thread closing = Thread.ofPlatform().daemon().start(() -> close(tls));
		assertThat(closing.join(Duration.ofSeconds(10))).isTrue();
		assertThat(this.pair.client().isClosed()).isTrue();
	}

	private void closeAfterTheHandshake(SSLContext context) {
		try (Socket accepted = this.pair.accepted()) {
			SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, false);
			tls.startHandshake();
			tls.shutdownOutput();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void close(SSLSocket tls) {
		try {
			tls.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
