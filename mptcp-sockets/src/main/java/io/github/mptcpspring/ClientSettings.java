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

package io.github.mptcpspring;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Settings of a client.
 *
 * @param mptcp whether the client connects with MPTCP
 * @param onUnavailable what to do if MPTCP is not available
 * @param fastOpen whether the first data is sent in the SYN if a cookie of the server is
 * known
 * @param include the destinations that the client connects to with MPTCP, empty for all
 * @param exclude the destinations that it connects to with TCP, also if they are included
 */
public record ClientSettings(boolean mptcp, OnUnavailable onUnavailable, boolean fastOpen,
		List<DestinationPattern> include, List<DestinationPattern> exclude) {

	/**
	 * Create new settings.
	 */
	public ClientSettings {
		include = List.copyOf(include);
		exclude = List.copyOf(exclude);
	}

	/**
	 * Create new settings for all destinations.
	 * @param mptcp whether the client connects with MPTCP
	 * @param onUnavailable what to do if MPTCP is not available
	 * @param fastOpen whether the first data is sent in the SYN if a cookie of the server
	 * is known
	 */
	public ClientSettings(boolean mptcp, OnUnavailable onUnavailable, boolean fastOpen) {
		this(mptcp, onUnavailable, fastOpen, List.of(), List.of());
	}

	/**
	 * Return these settings with MPTCP enabled or disabled.
	 * @param mptcp whether the client connects with MPTCP
	 * @return the settings
	 */
	public ClientSettings withMptcp(boolean mptcp) {
		return new ClientSettings(mptcp, this.onUnavailable, this.fastOpen, this.include, this.exclude);
	}

	/**
	 * Return these settings without Fast Open.
	 * @return the settings
	 */
	public ClientSettings withoutFastOpen() {
		return new ClientSettings(this.mptcp, this.onUnavailable, false, this.include, this.exclude);
	}

	/**
	 * Return whether a client with these settings must not connect without MPTCP.
	 * @return {@code true} if MPTCP is required
	 */
	public boolean isMptcpRequired() {
		return this.mptcp && this.onUnavailable == OnUnavailable.FAIL;
	}

	/**
	 * Return whether these settings change nothing: neither MPTCP nor Fast Open is
	 * enabled.
	 * @return {@code true} if there is nothing to do
	 */
	public boolean isPlain() {
		return !this.mptcp && !this.fastOpen;
	}

	/**
	 * Return whether the destination decides if a connection uses MPTCP.
	 * @return {@code true} if MPTCP is enabled, for some destinations only
	 */
	public boolean isSelective() {
		return this.mptcp && !(this.include.isEmpty() && this.exclude.isEmpty());
	}

	/**
	 * Return whether a connection to a destination uses MPTCP.
	 * @param destination the address that the socket connects to, that of a proxy if one
	 * is used; {@code null} if it is not known
	 * @return {@code true} if MPTCP is enabled for the destination; if that is not known,
	 * for all destinations
	 */
	public boolean isMptcpTo(@Nullable SocketAddress destination) {
		if (destination instanceof InetSocketAddress address && isSelective()) {
			return (this.include.isEmpty() || matches(this.include, address)) && !matches(this.exclude, address);
		}
		return this.mptcp && !isSelective();
	}

	private static boolean matches(List<DestinationPattern> patterns, InetSocketAddress destination) {
		return patterns.stream().anyMatch((pattern) -> pattern.matches(destination));
	}

}
