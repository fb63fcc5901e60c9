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

package io.github.mptcpspring.jetty;

import java.util.ArrayList;
import java.util.List;

import io.github.mptcpspring.internal.server.ListenerSockets;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.Container;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Prepares the connectors of a server. A server tells of those that it already has, too.
 */
class ServerPreparation implements Container.Listener, LifeCycle.Listener {

	private final ListenerSockets sockets;

	ServerPreparation(ListenerSockets sockets) {
		this.sockets = sockets;
	}

	@Override
	public void beanAdded(Container server, Object bean) {
		// A connector may be removed and added again, as Spring Boot does
		if (bean instanceof ServerConnector connector) {
			if (connector.getBean(ConnectorPreparation.class) == null) {
				connector.addEventListener(new ConnectorPreparation(connector, this.sockets));
			}
		}
		else if (bean instanceof Connector connector && connector.getBean(OtherConnectorReporter.class) == null) {
			connector.addEventListener(new OtherConnectorReporter(connector, this.sockets));
		}
	}

	@Override
	public void beanRemoved(Container server, Object bean) {
		// A connector that is removed may still be open
	}

	/**
	 * Open connectors before the server starts them, where it would do so itself.
	 */
	@Override
	public void lifeCycleStarting(LifeCycle starting) {
		if (starting instanceof Server server && server.isOpenEarly() && !server.isDryRun()) {
			open(server);
		}
	}

	private void open(Server server) {
		List<NetworkConnector> opened = new ArrayList<>();
		boolean complete = false;
		try {
			for (Connector connector : server.getConnectors()) {
				ConnectorPreparation preparation = connector.getBean(ConnectorPreparation.class);
				if (preparation != null && connector instanceof NetworkConnector network) {
					opened.add(network);
					preparation.open();
				}
			}
			complete = true;
		}
		finally {
			if (!complete) {
				opened.forEach(NetworkConnector::close);
			}
		}
	}

}
