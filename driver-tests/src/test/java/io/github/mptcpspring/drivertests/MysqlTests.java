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

import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;
import io.github.mptcpspring.socketfactory.MptcpSocketFactory;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the drivers of MariaDB and MySQL connect with MPTCP with the property that
 * the documentation names. There is no server.
 */
@Tag("server")
@Tag("client:jdbc-mariadb")
@Tag("client:jdbc-mysql")
@MptcpRequired
class MysqlTests {

	@Test
	void mariadbConnectsWithMptcp() throws Exception {
		assertThat(protocol(
				"jdbc:mariadb://127.0.0.1:%d/test?socketFactory=" + MptcpSocketFactory.class.getName() + "&%s"))
			.isEqualTo(KernelProtocol.MPTCP);
	}

	@Test
	void mysqlConnectsWithMptcp() throws Exception {
		assertThat(protocol("jdbc:mysql://127.0.0.1:%d/test?socketFactory=" + MptcpFactory.class.getName() + "&%s"))
			.isEqualTo(KernelProtocol.MPTCP);
	}

	@Test
	void withoutItTheySpeakTcp() throws Exception {
		assertThat(protocol("jdbc:mariadb://127.0.0.1:%d/test?%s")).isEqualTo(KernelProtocol.TCP);
		assertThat(protocol("jdbc:mysql://127.0.0.1:%d/test?%s")).isEqualTo(KernelProtocol.TCP);
	}

	private static KernelProtocol protocol(String url) throws Exception {
		// The server is closed first, which ends the driver
		try (ExecutorService driver = Executors.newSingleThreadExecutor(); SilentServer server = new SilentServer()) {
			driver.execute(() -> connect(url.formatted(server.port(), "socketTimeout=1000")));
			return server.firstProtocol();
		}
	}

	private static void connect(String url) {
		try (Connection connection = DriverManager.getConnection(url)) {
			throw new IllegalStateException("Connected: " + connection);
		}
		catch (SQLException ex) {
			// The server says nothing
		}
	}

	/**
	 * Socket factory of MySQL's own kind, whose sockets connect with MPTCP.
	 */
	public static final class MptcpFactory extends StandardSocketFactory {

		private static final MptcpSocketFactory SOCKETS = new MptcpSocketFactory();

		@Override
		protected Socket createSocket(PropertySet properties) {
			return SOCKETS.createSocket();
		}

	}

}
