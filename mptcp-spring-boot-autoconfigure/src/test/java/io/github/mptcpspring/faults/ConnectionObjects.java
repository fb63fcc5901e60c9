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

package io.github.mptcpspring.faults;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The objects in the heap of this JVM that the JDK, Netty, Reactor Netty and Tomcat have
 * for a connection. A byte more or less in the heap tells nothing, one of these does.
 */
final class ConnectionObjects {

	static final Set<String> CLASSES = Set.of("sun.nio.ch.SocketChannelImpl",
			"io.netty.channel.epoll.EpollSocketChannel", "io.netty.channel.socket.nio.NioSocketChannel",
			"reactor.netty.http.client.HttpClientOperations", "reactor.netty.http.server.HttpServerOperations",
			"reactor.netty.resources.DefaultPooledConnectionProvider$PooledConnection",
			"org.apache.tomcat.util.net.NioEndpoint$NioSocketWrapper", "org.apache.tomcat.util.net.NioChannel",
			"org.apache.coyote.http11.Http11Processor");

	// Number, instances, bytes, name
	private static final Pattern ROW = Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +(\\S+)");

	private ConnectionObjects() {
	}

	/**
	 * Count those that can be reached.
	 * @return how many of each class, without classes that have none
	 */
	static Map<String, Integer> count() {
		return ROW.matcher(histogram())
			.results()
			.filter((row) -> CLASSES.contains(row.group(2)))
			.collect(Collectors.toMap((row) -> row.group(2), ConnectionObjects::instances, Integer::sum, TreeMap::new));
	}

	private static int instances(MatchResult row) {
		return Integer.parseInt(row.group(1));
	}

	// Collects garbage first
	private static String histogram() {
		MBeanServer server = ManagementFactory.getPlatformMBeanServer();
		try {
			return (String) server.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"),
					"gcClassHistogram", new Object[] { new String[0] }, new String[] { String[].class.getName() });
		}
		catch (JMException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
