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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.mptcpspring.ClientSettings;

import org.springframework.beans.factory.ObjectProvider;

/**
 * The customizer of the client that is built now: that of all clients, or another one if
 * the client is switched on or off for itself.
 *
 * @param <C> the type of the customizer
 */
public final class CustomizerChoice<C> implements Supplier<C> {

	private final ObjectProvider<C> ofAll;

	private final Function<UnaryOperator<ClientSettings>, C> factory;

	private final Map<Boolean, C> others = new ConcurrentHashMap<>();

	/**
	 * Create a new choice.
	 * @param ofAll the customizer of all clients. If the application has several for
	 * clients that it builds itself, and none is primary, one is created
	 * @param factory creates a customizer with changed settings of the application
	 */
	public CustomizerChoice(ObjectProvider<C> ofAll, Function<UnaryOperator<ClientSettings>, C> factory) {
		this.ofAll = ofAll;
		this.factory = factory;
	}

	@Override
	public C get() {
		Boolean choice = HttpClientMptcp.choice();
		return (choice != null) ? this.others.computeIfAbsent(choice, this::create)
				: this.ofAll.getIfUnique(() -> this.factory.apply(UnaryOperator.identity()));
	}

	private C create(boolean mptcp) {
		return this.factory.apply((settings) -> settings.withMptcp(mptcp));
	}

}
