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

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import io.github.mptcpspring.autoconfigure.BootBeans;
import io.github.mptcpspring.autoconfigure.FieldValues;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;

import org.springframework.aop.support.AopUtils;

/**
 * Finds the drivers inside a connection factory: pools and proxies wrap others, and a
 * factory that chooses another one for each connection holds them in its fields.
 */
final class DriversInside {

	private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	private final List<ConnectionFactory> drivers = new ArrayList<>();

	private DriversInside() {
	}

	/**
	 * Return the drivers.
	 * @param factory the connection factory
	 * @return the innermost connection factories, without those that are other beans
	 * behind a proxy of Spring
	 */
	static List<ConnectionFactory> of(ConnectionFactory factory) {
		DriversInside inside = new DriversInside();
		inside.add(factory);
		return inside.drivers;
	}

	private void add(ConnectionFactory factory) {
		Object target = BootBeans.unwrap(factory);
		if (!AopUtils.isAopProxy(target) && this.seen.add(target)) {
			List<ConnectionFactory> inner = inner(target);
			inner.forEach(this::add);
			if (inner.isEmpty()) {
				this.drivers.add((ConnectionFactory) target);
			}
		}
	}

	private static List<ConnectionFactory> inner(Object factory) {
		return (factory instanceof Wrapped<?> wrapper && wrapper.unwrap() instanceof ConnectionFactory wrapped)
				? List.of(wrapped) : FieldValues.of(factory, ConnectionFactory.class);
	}

}
