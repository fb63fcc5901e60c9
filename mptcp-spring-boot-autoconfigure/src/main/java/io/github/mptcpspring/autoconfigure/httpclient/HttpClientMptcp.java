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

package io.github.mptcpspring.autoconfigure.httpclient;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Takes single HTTP clients out of MPTCP. A client is taken out if its transport is built
 * with one of Spring Boot's builders while {@link #disabled} runs:
 *
 * <pre>{@code
 * RestClient mesh = httpClientMptcp.disabled(() -> configurer.configure(RestClient.builder()).build());
 * }</pre>
 *
 * The same holds for a transport that all clients share, if it is first asked for while
 * {@code disabled} runs, so nothing but the client should be made there.
 * <p>
 * For groups of HTTP service clients there are properties,
 * {@code client.mptcp.serviceclient.<group>.enabled}.
 */
public final class HttpClientMptcp {

	private static final ScopedValue<Boolean> ENABLED = ScopedValue.newInstance();

	private static final WeakIdentitySet DISABLED = new WeakIdentitySet();

	HttpClientMptcp() {
	}

	/**
	 * Build a client that connects without MPTCP. Fast Open is used as for all others.
	 * @param <T> the type of the client
	 * @param client builds the client, in this thread
	 * @return the client
	 */
	public <T> T disabled(Supplier<T> client) {
		T built = build(false, client);
		if (built != null) {
			DISABLED.add(built);
		}
		return built;
	}

	/**
	 * Build a client that may be switched on or off for itself.
	 * @param <T> the type of the client
	 * @param enabled whether it connects with MPTCP, {@code null} if it does as all
	 * others
	 * @param client builds the client, in this thread
	 * @return the client
	 */
	static <T> T build(@Nullable Boolean enabled, Supplier<T> client) {
		return (enabled != null) ? ScopedValue.where(ENABLED, enabled).call(client::get) : client.get();
	}

	/**
	 * Return whether the client that is built now is switched on or off for itself.
	 * @return whether it connects with MPTCP, {@code null} if it does as all others
	 */
	static @Nullable Boolean choice() {
		return ENABLED.isBound() ? ENABLED.get() : null;
	}

	/**
	 * Return whether a client was taken out of MPTCP.
	 * @param client a client, its transport or its builder
	 * @return {@code true} if {@link #disabled} returned it, or something that it is made
	 * of, or runs now
	 */
	static boolean isDisabled(Object client) {
		return Boolean.FALSE.equals(choice()) || BuiltClients.parts(client).stream().anyMatch(DISABLED::contains);
	}

}
