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

package io.github.mptcpspring.actuate;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

import io.github.mptcpspring.internal.connection.Connection;
import io.github.mptcpspring.internal.connection.ConnectionDetails;
import io.github.mptcpspring.internal.connection.ConnectionTable;

import org.springframework.boot.actuate.endpoint.SanitizableData;

/**
 * How addresses and tokens of connections are shown.
 */
enum AddressView {

	/** Addresses are shown. */
	SHOWN,

	/** Addresses are sanitized, like values of Spring Boot's endpoints. */
	HIDDEN;

	static AddressView of(boolean shown) {
		return shown ? SHOWN : HIDDEN;
	}

	String idOf(Connection connection) {
		return (this == SHOWN) ? connection.id() : connection.opaqueId();
	}

	Optional<ConnectionDetails> find(ConnectionTable table, String id) {
		return (this == SHOWN) ? table.find(id) : table.findByOpaqueId(id);
	}

	String of(InetAddress address) {
		return (this == SHOWN) ? address.getHostAddress() : SanitizableData.SANITIZED_VALUE;
	}

	String of(InetSocketAddress address) {
		if (this == HIDDEN) {
			return SanitizableData.SANITIZED_VALUE;
		}
		String host = address.getAddress().getHostAddress();
		return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
	}

}
