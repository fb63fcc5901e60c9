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
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.github.mptcpspring.socketfactory.MptcpSocketFactory;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ReferenceBytes;
import io.github.mptcpspring.testsupport.ServerCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that the JDBC driver of PostgreSQL speaks MPTCP with the one property that the
 * documentation names, and that its blocking TLS ends to close its connections.
 */
@Tag("server")
@Tag("client:jdbc-postgresql")
@MptcpRequired
class JdbcPostgresqlTests {

	private static final String FACTORY = MptcpSocketFactory.class.getName();

	private static final int LENGTH = 3_000_000;

	private static final String HOST = "127.0.0.1";

	private static final int CONNECTIONS = 100;

	private static PostgresqlServer server;

	@BeforeAll
	static void start(@TempDir Path directory) throws Exception {
		server = PostgresqlServer.start(true, ServerCertificate.create(directory), directory);
	}

	@AfterAll
	static void stop() throws Exception {
		server.close();
	}

	private static String url(boolean tls) {
		return "jdbc:postgresql://" + HOST + ":" + server.port() + "/postgres"
				+ (tls ? "?sslmode=verify-full&sslrootcert=" + server.certificate() : "?sslmode=disable");
	}

	private static ConfigurableApplicationContext application(boolean tls, String... more) {
		List<String> properties = new ArrayList<>(
				List.of("spring.datasource.url=" + url(tls), "spring.datasource.username=" + PostgresqlServer.USER));
		properties.addAll(List.of(more));
		return DriverApplication.start("jdbc", properties);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void connectsWithMptcp(boolean tls) {
		byte[] bytes = bytes();
		try (ConfigurableApplicationContext application = application(tls,
				"spring.datasource.hikari.data-source-properties.socketFactory=" + FACTORY,
				"spring.datasource.hikari.maximum-pool-size=2", "spring.datasource.hikari.minimum-idle=2")) {
			byte[] returned = application.getBean(JdbcClient.class)
				.sql("SELECT ?::bytea FROM pg_sleep(0.2)")
				.param(bytes)
				.query(byte[].class)
				.single();
			assertThat(returned).hasSize(LENGTH);
			ReferenceBytes.check(0, ByteBuffer.wrap(returned));
			assertThat(KernelSockets.connectionsTo(server.port())).isNotEmpty().containsOnly(KernelProtocol.MPTCP);
		}
	}

	private static byte[] bytes() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		while (bytes.size() < LENGTH) {
			bytes.writeBytes(ReferenceBytes.chunk(bytes.size(), LENGTH));
		}
		return bytes.toByteArray();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theUrlNamesTheFactoryToo(boolean tls) throws Exception {
		try (Connection connection = connect(url(tls) + "&socketFactory=" + FACTORY)) {
			assertThat(connection.isValid(1)).isTrue();
			assertThat(KernelSockets.connectionsTo(server.port())).containsExactly(KernelProtocol.MPTCP);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void withoutItSpeaksTcp(boolean tls) {
		try (ConfigurableApplicationContext application = application(tls, "client.mptcp.enabled=true")) {
			assertThat(application.getBean(JdbcClient.class).sql("SELECT 1").query(Integer.class).single()).isOne();
			assertThat(KernelSockets.connectionsTo(server.port())).containsOnly(KernelProtocol.TCP);
		}
	}

	/**
	 * Linux says that one byte is available at the end of the input of an MPTCP socket,
	 * and the JDK's TLS skips what is available until nothing is.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@Timeout(60)
	void noThreadIsLeftBusy(boolean serverFirst) throws Exception {
		String url = url(true) + "&socketFactory=" + FACTORY;
		try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
			List<Future<?>> connections = IntStream.range(0, CONNECTIONS)
				.<Future<?>>mapToObj((_) -> threads.submit(() -> {
					openAndClose(url, serverFirst);
					return null;
				}))
				.toList();
			for (Future<?> connection : connections) {
				connection.get();
			}
		}
		assertThat(KernelSockets.connectionsTo(server.port())).isEmpty();
		assertThat(busiest(Duration.ofMillis(300))).isLessThan(Duration.ofMillis(200));
	}

	private static void openAndClose(String url, boolean serverFirst) throws SQLException {
		try (Connection connection = connect(url); Statement statement = connection.createStatement()) {
			assertThat(protocol(statement)).isEqualTo(KernelProtocol.MPTCP);
			if (serverFirst) {
				assertThatExceptionOfType(SQLException.class)
					.isThrownBy(() -> statement.execute("SELECT pg_terminate_backend(pg_backend_pid())"));
			}
		}
	}

	// Other threads open and close connections meanwhile, whose descriptors may be new
	// sockets by then
	private static KernelProtocol protocol(Statement statement) throws SQLException {
		try (ResultSet result = statement.executeQuery("SELECT inet_client_port()")) {
			assertThat(result.next()).isTrue();
			return KernelSockets.connection(new InetSocketAddress(HOST, result.getInt(1)),
					new InetSocketAddress(HOST, server.port()));
		}
	}

	// The CPU time of the thread that takes most of it
	private static Duration busiest(Duration period) throws InterruptedException {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long[] ids = threads.getAllThreadIds();
		long[] before = LongStream.of(ids).map(threads::getThreadCpuTime).toArray();
		Thread.sleep(period);
		return Duration.ofNanos(IntStream.range(0, ids.length)
			.filter((index) -> ids[index] != Thread.currentThread().threadId())
			.mapToLong((index) -> threads.getThreadCpuTime(ids[index]) - before[index])
			.max()
			.orElse(0));
	}

	private static Connection connect(String url) throws SQLException {
		return DriverManager.getConnection(url, PostgresqlServer.USER, "");
	}

}
