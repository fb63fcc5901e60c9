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

import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ServerCertificate;
import io.github.mptcpspring.testsupport.boot.EmbeddedServer;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Tests for what SSL bundles do: Boot does neither with Jetty.
 */
@Tag("server")
@ParameterizedClass
@EnumSource(mode = Mode.MATCH_NONE, names = "JETTY.*")
@MptcpRequired
class TlsBundleTests extends WebServerTests {

	private static final String NAME = "server.example";

	TlsBundleTests(WebServerKind kind) {
		super(kind);
	}

	@Test
	void aBundleThatChangesIsReloaded(@TempDir Path directory, @TempDir Path next) throws Exception {
		ServerCertificate first = ServerCertificate.create(directory);
		ServerCertificate second = ServerCertificate.createAnother(next);
		Certificate before = first.certificate();
		Certificate after = second.certificate();
		try (EmbeddedServer server = start(List.of(first.serverProperties()),
				List.of("spring.ssl.bundle.jks.server.reload-on-update=true",
						"spring.ssl.bundle.watch.file.quiet-period=100ms"))) {
			TlsExchange.assertServes(server, NAME, before);
			first.replaceBy(second);
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> TlsExchange.assertServes(server, NAME, after));
		}
	}

	@Test
	void eachServerNameHasItsBundle(@TempDir Path directory, @TempDir Path another) throws Exception {
		ServerCertificate certificate = ServerCertificate.create(directory);
		ServerCertificate other = ServerCertificate.createAnother(another);
		try (EmbeddedServer server = start(
				Stream.concat(Stream.of(certificate.serverProperties()), other.keysOf("other").stream()).toList(),
				List.of("server.ssl.server-name-bundles[0].server-name=other.example",
						"server.ssl.server-name-bundles[0].bundle=other"))) {
			TlsExchange.assertServes(server, NAME, certificate.certificate());
			TlsExchange.assertServes(server, "other.example", other.certificate());
		}
	}

	private EmbeddedServer start(List<String> properties, List<String> more) {
		return start(Stream.concat(properties.stream(), more.stream()).toArray(String[]::new));
	}

}
