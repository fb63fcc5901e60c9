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

package io.github.mptcpspring.tomcat;

import io.github.mptcpspring.ListenerObserver;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.internal.server.ListenerSockets;
import org.apache.coyote.Adapter;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * {@link Http11NioProtocol} that can listen with MPTCP and Fast Open. It behaves like its
 * superclass otherwise, including names in JMX and metrics.
 * <p>
 * Tomcat creates a protocol by its class name, for example with
 * {@code new Connector(MptcpHttp11NioProtocol.class.getName())}. In a Spring Boot
 * application the auto-configuration then calls {@link #listenWith}; without that call it
 * listens like its superclass.
 */
public class MptcpHttp11NioProtocol extends Http11NioProtocol {

	/**
	 * Create a new protocol.
	 */
	public MptcpHttp11NioProtocol() {
		super(new MptcpNioEndpoint());
	}

	/**
	 * Set what handles requests. They have the attribute
	 * {@value io.github.mptcpspring.MptcpConnection#ATTRIBUTE} then, unless the settings
	 * are plain.
	 */
	@Override
	public void setAdapter(Adapter adapter) {
		ListenerSockets sockets = ((MptcpNioEndpoint) getEndpoint()).sockets();
		super.setAdapter((sockets == null || sockets.settings().isPlain()) ? adapter
				: new ConnectionAttributeAdapter(adapter, sockets.sockets()));
	}

	/**
	 * Set how to listen. Must be called before the connector starts.
	 * @param sockets the sockets of this process
	 * @param settings the settings of the listener
	 * @param observer is notified when the listener is bound and when it is closed
	 */
	public void listenWith(MptcpSockets sockets, ListenerSettings settings, ListenerObserver observer) {
		((MptcpNioEndpoint) getEndpoint())
			.listenWith(new ListenerSockets(ProcessSockets.of(sockets), settings, observer));
	}

}
