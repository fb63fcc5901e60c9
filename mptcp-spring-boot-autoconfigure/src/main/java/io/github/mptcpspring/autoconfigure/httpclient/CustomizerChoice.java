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

/**
 * The customizer of the client that is built now: that of all clients, or another one if
 * the client is switched on or off for itself.
 *
 * @param <C> the type of the customizer
 */
public final class CustomizerChoice<C> implements Supplier<C> {

	private final Supplier<C> ofAll;

	private final Function<Boolean, C> factory;

	private final Map<Boolean, C> others = new ConcurrentHashMap<>();

	/**
	 * Create a new choice.
	 * @param ofAll the customizer of all clients
	 * @param factory creates the customizer of clients that do, or do not, connect with
	 * MPTCP
	 */
	public CustomizerChoice(Supplier<C> ofAll, Function<Boolean, C> factory) {
		this.ofAll = ofAll;
		this.factory = factory;
	}

	@Override
	public C get() {
		Boolean choice = HttpClientMptcp.choice();
		return (choice != null) ? this.others.computeIfAbsent(choice, this.factory) : this.ofAll.get();
	}

}
