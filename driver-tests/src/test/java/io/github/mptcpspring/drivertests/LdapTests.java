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

import java.nio.file.Path;
import java.util.List;

import javax.net.ssl.SSLContext;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import io.github.mptcpspring.socketfactory.MptcpSocketFactory;
import io.github.mptcpspring.socketfactory.MptcpSslSocketFactory;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ServerCertificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.ldap.core.ContextMapper;
import org.springframework.ldap.core.DirContextOperations;
import org.springframework.ldap.core.LdapTemplate;
import org.springframework.ldap.query.LdapQueryBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that Spring LDAP speaks MPTCP with the one property that the documentation names.
 */
@Tag("server")
@Tag("client:ldap")
@MptcpRequired
class LdapTests {

	private static final String PROPERTY = "spring.ldap.base-environment[java.naming.ldap.factory.socket]=";

	private static final String BASE = "dc=example,dc=com";

	private static InMemoryDirectoryServer start(SSLContext tls) throws Exception {
		InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
		config.setListenerConfigs(new InMemoryListenerConfig("test", null, 0, new MptcpListeners(tls), null, null));
		InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
		server.add("dn: " + BASE, "objectClass: domain", "dc: example");
		server.add("dn: ou=people," + BASE, "objectClass: organizationalUnit", "ou: people");
		server.startListening();
		return server;
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void connectsWithMptcp(boolean connectTimeout) throws Exception {
		InMemoryDirectoryServer server = start(null);
		String timeout = "spring.ldap.base-environment[com.sun.jndi.ldap.connect.timeout]="
				+ (connectTimeout ? "5000" : "-1");
		try (ConfigurableApplicationContext application = DriverApplication.start("ldap",
				List.of("spring.ldap.urls=ldap://127.0.0.1:" + server.getListenPort(),
						PROPERTY + MptcpSocketFactory.class.getName(), timeout))) {
			assertThat(protocolOfASearch(application, server)).containsExactly(KernelProtocol.MPTCP);
		}
		finally {
			server.shutDown(true);
		}
	}

	@Test
	void connectsWithMptcpAndTls(@TempDir Path directory) throws Exception {
		ServerCertificate certificate = ServerCertificate.create(directory);
		InMemoryDirectoryServer server = start(certificate.serverContext());
		SSLContext before = SSLContext.getDefault();
		SSLContext.setDefault(certificate.clientContext());
		try (ConfigurableApplicationContext application = DriverApplication.start("ldap",
				List.of("spring.ldap.urls=ldaps://127.0.0.1:" + server.getListenPort(),
						PROPERTY + MptcpSslSocketFactory.class.getName()))) {
			assertThat(protocolOfASearch(application, server)).containsExactly(KernelProtocol.MPTCP);
		}
		finally {
			SSLContext.setDefault(before);
			server.shutDown(true);
		}
	}

	@Test
	void withoutItSpeaksTcp() throws Exception {
		InMemoryDirectoryServer server = start(null);
		try (ConfigurableApplicationContext application = DriverApplication.start("ldap",
				List.of("spring.ldap.urls=ldap://127.0.0.1:" + server.getListenPort(), "client.mptcp.enabled=true"))) {
			assertThat(protocolOfASearch(application, server)).containsExactly(KernelProtocol.TCP);
		}
		finally {
			server.shutDown(true);
		}
	}

	// Spring LDAP closes the connection after a search: it is looked at during one
	private static List<KernelProtocol> protocolOfASearch(ConfigurableApplicationContext application,
			InMemoryDirectoryServer server) {
		ContextMapper<List<KernelProtocol>> mapper = (found) -> {
			assertThat(((DirContextOperations) found).getStringAttribute("ou")).isEqualTo("people");
			return KernelSockets.connectionsTo(server.getListenPort());
		};
		return application.getBean(LdapTemplate.class)
			.search(LdapQueryBuilder.query().base(BASE).where("ou").is("people"), mapper)
			.getFirst();
	}

}
