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

package io.github.mptcpspring.webserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRelay;
import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request over TLS over MPTCP.
 *
 * @param certificate the server's certificate
 * @param response the response, a character for each byte
 */
record TlsExchange(Certificate certificate, String response) {

	/**
	 * Ask for {@code /}.
	 * @param server the server
	 * @param name the name that the client calls it by
	 * @param keys what the client can show
	 * @return what it was answered
	 * @throws IOException when the server refuses
	 * @throws GeneralSecurityException when there is no TLS
	 */
	static TlsExchange with(EmbeddedServer server, String name, KeyManager... keys)
			throws IOException, GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
		try (MptcpRelay relay = MptcpRelay.to(server.ipv4());
				SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", relay.port())) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setServerNames(List.of(new SNIHostName(name)));
			socket.setSSLParameters(parameters);
			socket.setSoTimeout(20_000);
			socket.startHandshake();
			assertThat(relay.protocols()).containsExactly(KernelProtocol.MPTCP);
			socket.getOutputStream()
				.write(("GET / HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
			return new TlsExchange(socket.getSession().getPeerCertificates()[0], response);
		}
	}

	/**
	 * Assert that a server answers over TLS over MPTCP.
	 * @param server the server
	 * @param name the name that the client calls it by
	 * @param certificate the certificate that it shows
	 * @param keys what the client can show
	 * @throws IOException when the server refuses
	 * @throws GeneralSecurityException when there is no TLS
	 */
	static void assertServes(EmbeddedServer server, String name, Certificate certificate, KeyManager... keys)
			throws IOException, GeneralSecurityException {
		TlsExchange exchange = with(server, name, keys);
		assertThat(exchange.certificate()).isEqualTo(certificate);
		assertThat(exchange.response()).startsWith("HTTP/1.1 200")
			.containsIgnoringCase("\r\n" + Exchange.AT_SERVER + ": MPTCP\r\n");
	}

}
