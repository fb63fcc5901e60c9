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

package io.github.mptcpspring.autoconfigure.r2dbc;

import java.util.Set;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.autoconfigure.ClientReport;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.reactor.MptcpLoopResources;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpResources;

import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;

/**
 * {@link ConnectionFactoryOptionsBuilderCustomizer} that gives a driver event loops whose
 * channels connect with MPTCP: those that the application has set, or the shared ones
 * that the driver takes otherwise. The drivers that take event loops have one name for
 * that option. Others are reported.
 */
class LoopResourcesCustomizer implements ConnectionFactoryOptionsBuilderCustomizer {

	/** What messages call the client. */
	static final String CLIENT = "R2DBC driver";

	private static final Option<LoopResources> LOOP_RESOURCES = Option.valueOf("loopResources");

	private static final Set<String> TAKE_EVENT_LOOPS = Set.of("postgresql", "postgres", "mysql", "mariadb");

	private static final Set<String> WRAPPERS = Set.of("pool", "proxy");

	/** In this process, most often. */
	static final String EMBEDDED = "h2";

	/** What to do if a driver takes no event loops. */
	static final String WITHOUT_EVENT_LOOPS = "Use the JDBC driver with a socket factory if it takes one, or leave"
			+ " MPTCP off";

	private final ClientSockets sockets;

	private final ClientReport report;

	/**
	 * Create a new customizer.
	 * @param sockets the sockets of R2DBC drivers
	 * @param report is told of the drivers that are reached
	 */
	LoopResourcesCustomizer(ClientSockets sockets, ClientReport report) {
		this.sockets = sockets;
		this.report = report;
	}

	@Override
	public void customize(ConnectionFactoryOptions.Builder builder) {
		if (this.sockets.settings().isPlain()) {
			return;
		}
		ConnectionFactoryOptions options = builder.build();
		String driver = driver(options);
		if (TAKE_EVENT_LOOPS.contains(driver)) {
			LoopResources own = (LoopResources) options.getValue(LOOP_RESOURCES);
			builder.option(LOOP_RESOURCES, MptcpLoopResources.forClients((own != null) ? own : TcpResources.get(),
					this.sockets.sockets(), this.sockets.settings(), this.sockets.observer()));
			this.report.reached(CLIENT, driver);
		}
		else if (!driver.equals(EMBEDDED)) {
			this.sockets
				.leave(Problem.permanent("the driver " + driver + " takes no event loops", WITHOUT_EVENT_LOOPS));
		}
	}

	// The driver of a pool is what the name of its protocol starts with
	private static String driver(ConnectionFactoryOptions options) {
		String driver = String.valueOf(options.getValue(ConnectionFactoryOptions.DRIVER));
		String protocol = String.valueOf(options.getValue(ConnectionFactoryOptions.PROTOCOL));
		while (WRAPPERS.contains(driver)) {
			String[] parts = protocol.split(":", 2);
			driver = parts[0];
			protocol = (parts.length > 1) ? parts[1] : "";
		}
		return driver;
	}

}
