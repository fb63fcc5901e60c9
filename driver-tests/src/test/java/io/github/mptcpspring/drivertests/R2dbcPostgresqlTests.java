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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.mptcpspring.testsupport.FailureTypes;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ReferenceBytes;
import io.github.mptcpspring.testsupport.ServerCertificate;
import io.github.mptcpspring.testsupport.SocketOptions;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.resources.LoopResources;

import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that the R2DBC driver of PostgreSQL that Spring Boot configures speaks MPTCP, and
 * otherwise behaves as it does without the starter.
 */
@Tag("server")
@Tag("client:r2dbc-others")
@Tag("client:r2dbc-postgresql")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class R2dbcPostgresqlTests {

	private static final String ENABLED = "client.mptcp.r2dbc.enabled=true";

	private static final String REQUIRED = "client.mptcp.on-unavailable=fail";

	private static final int LENGTH = 3_000_000;

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static PostgresqlServer mptcpServer;

	private static PostgresqlServer tcpServer;

	@BeforeAll
	static void start(@TempDir Path temporary) throws Exception {
		ServerCertificate certificate = ServerCertificate.create(temporary);
		mptcpServer = PostgresqlServer.start(true, certificate, temporary);
		tcpServer = PostgresqlServer.start(false, certificate, temporary);
	}

	@AfterAll
	static void stop() throws Exception {
		mptcpServer.close();
		tcpServer.close();
	}

	/** The pool of an application that ends closes them a moment later. */
	@AfterEach
	void awaitTheEndOfConnections() {
		for (PostgresqlServer server : List.of(mptcpServer, tcpServer)) {
			Awaitility.await().until(() -> KernelSockets.connectionsTo(server.port()).isEmpty());
		}
	}

	private static ConfigurableApplicationContext application(PostgresqlServer server, boolean tls,
			Class<?> configuration, String... more) {
		String security = tls ? "?sslMode=VERIFY_FULL&sslRootCert=" + server.certificate() : "";
		List<String> properties = new ArrayList<>(
				List.of("spring.r2dbc.url=r2dbc:postgresql://127.0.0.1:" + server.port() + "/postgres" + security,
						"spring.r2dbc.username=" + PostgresqlServer.USER));
		properties.addAll(List.of(more));
		return DriverApplication.start("r2dbc", configuration, properties);
	}

	private static ConfigurableApplicationContext application(PostgresqlServer server, boolean tls, String... more) {
		return application(server, tls, DriverApplication.class, more);
	}

	private static int selectOne(ConfigurableApplicationContext application) {
		return application.getBean(DatabaseClient.class)
			.sql("SELECT 1 FROM pg_sleep(0.2)")
			.mapValue(Integer.class)
			.one()
			.block(TIMEOUT);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void connectsWithMptcp(boolean tls, CapturedOutput output) {
		try (ConfigurableApplicationContext application = application(mptcpServer, tls, ENABLED, REQUIRED,
				"spring.r2dbc.pool.enabled=true", "spring.r2dbc.pool.initial-size=3")) {
			assertThat(selectOne(application)).isOne();
			application.getBean(ConnectionPool.class).warmup().block(TIMEOUT);
			// The query has begun to fill the pool, too
			Awaitility.await().until(() -> KernelSockets.connectionsTo(mptcpServer.port()).size() == 3);
			assertThat(KernelSockets.connectionsTo(mptcpServer.port())).containsOnly(KernelProtocol.MPTCP);
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("ClientLogger"))).singleElement()
			.asString()
			.endsWith("R2DBC driver connects with MPTCP");
		assertThat(output).contains("Clients prepared for MPTCP: R2DBC driver");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void fallsBackWhereTheServerDoesNotKnowMptcp(boolean tls) {
		try (ConfigurableApplicationContext application = application(tcpServer, tls, ENABLED, REQUIRED,
				"spring.r2dbc.pool.enabled=true", "spring.r2dbc.pool.initial-size=1")) {
			assertThat(selectOne(application)).isOne();
			assertThat(KernelSockets.connectionsTo(tcpServer.port())).containsExactly(KernelProtocol.FALLBACK);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void megabytesArriveAsTheyWere(boolean tls) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		while (bytes.size() < LENGTH) {
			bytes.writeBytes(ReferenceBytes.chunk(bytes.size(), LENGTH));
		}
		try (ConfigurableApplicationContext application = application(mptcpServer, tls, ENABLED, REQUIRED)) {
			ByteBuffer returned = application.getBean(DatabaseClient.class)
				.sql("SELECT $1::bytea FROM pg_sleep(0.2)")
				.bind(0, ByteBuffer.wrap(bytes.toByteArray()))
				.mapValue(ByteBuffer.class)
				.one()
				.block(TIMEOUT);
			assertThat(returned.remaining()).isEqualTo(LENGTH);
			ReferenceBytes.check(0, returned);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "client.mptcp.r2dbc.enabled=false", "client.mptcp.enabled=true" })
	void speaksTcpAndSaysNothingWhenSwitchedOff(String property, CapturedOutput output) {
		try (ConfigurableApplicationContext application = application(mptcpServer, false, property,
				"spring.r2dbc.pool.enabled=true")) {
			assertThat(selectOne(application)).isOne();
			assertThat(KernelSockets.connectionsTo(mptcpServer.port())).containsOnly(KernelProtocol.TCP);
		}
		assertThat(output).doesNotContain("R2DBC driver");
	}

	@ParameterizedTest
	@CsvSource({ "exclude=127.0.0.0/8, TCP", "include=127.0.0.1, MPTCP" })
	void theDestinationDecides(String list, KernelProtocol protocol) {
		try (ConfigurableApplicationContext application = application(mptcpServer, false, ENABLED,
				"client.mptcp." + list, "spring.r2dbc.pool.enabled=true")) {
			assertThat(selectOne(application)).isOne();
			assertThat(KernelSockets.connectionsTo(mptcpServer.port())).isNotEmpty().containsOnly(protocol);
		}
	}

	@Test
	void failuresAreThoseWithoutTheStarter() {
		List<List<String>> failures = new ArrayList<>();
		for (boolean enabled : List.of(false, true)) {
			failures.add(List.of(failureOfTheFirstQuery(enabled), failureWhenTheServerCloses(enabled)));
		}
		assertThat(failures.getLast()).isEqualTo(failures.getFirst());
		assertThat(failures.getLast().getFirst()).contains("ConnectException");
	}

	private static String failureOfTheFirstQuery(boolean enabled) {
		PostgresqlServer nobody = new PostgresqlServer(ServerProgram.freePort(), null, null);
		try (ConfigurableApplicationContext application = application(nobody, false,
				"client.mptcp.r2dbc.enabled=" + enabled)) {
			return failure(() -> selectOne(application));
		}
	}

	private static String failureWhenTheServerCloses(boolean enabled) {
		try (ConfigurableApplicationContext application = application(mptcpServer, false,
				"client.mptcp.r2dbc.enabled=" + enabled, "spring.r2dbc.pool.enabled=true")) {
			assertThat(selectOne(application)).isOne();
			return failure(() -> application.getBean(DatabaseClient.class)
				.sql("SELECT pg_terminate_backend(pg_backend_pid())")
				.then()
				.block(TIMEOUT));
		}
	}

	private static String failure(ThrowingCallable query) {
		return FailureTypes.of(catchThrowable(query));
	}

	/**
	 * The kernel tells them of the client's connection.
	 * @param option an option of the driver
	 */
	@ParameterizedTest
	@ValueSource(strings = { "tcpNoDelay=true", "tcpNoDelay=false", "tcpKeepAlive=true" })
	void optionsAreThoseWithoutTheStarter(String option) throws Exception {
		DriverOptions.verifyAlike(options(option, false, KernelProtocol.TCP),
				options(option, true, KernelProtocol.MPTCP));
	}

	private SocketOptions options(String option, boolean enabled, KernelProtocol protocol) {
		try (ConfigurableApplicationContext application = application(mptcpServer, false,
				"client.mptcp.r2dbc.enabled=" + enabled, "spring.r2dbc.properties." + option,
				"spring.r2dbc.pool.enabled=true", "spring.r2dbc.pool.initial-size=1", "spring.r2dbc.pool.max-size=1")) {
			assertThat(selectOne(application)).isOne();
			assertThat(KernelSockets.connectionsTo(mptcpServer.port())).containsExactly(protocol);
			return KernelSockets.optionsOfConnectionTo(mptcpServer.port());
		}
		finally {
			awaitTheEndOfConnections();
		}
	}

	@Test
	void eventLoopsOfTheApplicationAreUsed() {
		try (ConfigurableApplicationContext application = application(mptcpServer, false, OwnEventLoops.class, ENABLED,
				REQUIRED, "spring.r2dbc.pool.enabled=true", "spring.r2dbc.pool.initial-size=1")) {
			assertThat(selectOne(application)).isOne();
			assertThat(KernelSockets.connectionsTo(mptcpServer.port())).containsOnly(KernelProtocol.MPTCP);
			assertThat(Thread.getAllStackTraces().keySet()).anyMatch((thread) -> thread.getName().startsWith("own-"));
		}
	}

	@Test
	void aDriverWithoutEventLoopsIsReported(CapturedOutput output) {
		try (ConfigurableApplicationContext application = application(mptcpServer, false, ENABLED)) {
			application.getBean(ConnectionFactoryOptionsBuilderCustomizer.class)
				.customize(ConnectionFactoryOptions.builder()
					.option(ConnectionFactoryOptions.DRIVER, "pool")
					.option(ConnectionFactoryOptions.PROTOCOL, "proxy:mssql"));
		}
		assertThat(output).contains("R2DBC driver: MPTCP is not used: the driver mssql takes no event loops");
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnEventLoops {

		@Bean(destroyMethod = "dispose")
		LoopResources ownLoops() {
			return LoopResources.create("own", 1, true);
		}

		@Bean
		ConnectionFactoryOptionsBuilderCustomizer ownCustomizer(LoopResources loops) {
			return (builder) -> builder.option(PostgresqlConnectionFactoryProvider.LOOP_RESOURCES, loops);
		}

	}

}
