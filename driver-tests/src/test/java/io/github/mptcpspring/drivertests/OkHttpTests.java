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

package io.github.mptcpspring.drivertests;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyStore;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.socketfactory.MptcpSocketFactory;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ReferenceBytes;
import io.github.mptcpspring.testsupport.ServerCertificate;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that OkHttp speaks MPTCP with the one line that the documentation names.
 */
@Tag("server")
@Tag("client:okhttp")
@MptcpRequired
class OkHttpTests {

	private static final int LENGTH = 3_000_000;

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void connectsWithMptcp(boolean tls, @TempDir Path directory) throws Exception {
		MptcpSocketFactory sockets = new MptcpSocketFactory(MptcpSockets.create(),
				new ClientSettings(true, OnUnavailable.FAIL, false), (problem) -> {
				});
		OkHttpClient.Builder builder = new OkHttpClient.Builder().socketFactory(sockets);
		try (MockWebServer server = new MockWebServer()) {
			server.setServerSocketFactory(new MptcpListeners(null));
			if (tls) {
				ServerCertificate certificate = ServerCertificate.create(directory);
				server.useHttps(certificate.serverContext().getSocketFactory());
				trust(builder, certificate);
			}
			server.enqueue(new MockResponse.Builder().body(new Buffer().write(bytes())).build());
			server.start();
			OkHttpClient client = builder.build();
			String uri = (tls ? "https" : "http") + "://127.0.0.1:" + server.getPort() + "/";
			try (Response response = client.newCall(new Request.Builder().url(uri).build()).execute()) {
				ReferenceBytes.check(0, ByteBuffer.wrap(response.body().bytes()));
				assertThat(KernelSockets.connectionsTo(server.getPort())).containsExactly(KernelProtocol.MPTCP);
			}
			client.connectionPool().evictAll();
			client.dispatcher().executorService().shutdown();
		}
	}

	private static void trust(OkHttpClient.Builder builder, ServerCertificate certificate) throws Exception {
		KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
		trusted.load(null, null);
		trusted.setCertificateEntry("server", certificate.certificate());
		TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trustManagers.init(trusted);
		SSLContext context = certificate.clientContext();
		builder.sslSocketFactory(context.getSocketFactory(), (X509TrustManager) trustManagers.getTrustManagers()[0]);
	}

	private static byte[] bytes() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		while (bytes.size() < LENGTH) {
			bytes.writeBytes(ReferenceBytes.chunk(bytes.size(), LENGTH));
		}
		return bytes.toByteArray();
	}

}
