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

package io.github.mptcpspring.autoconfigure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.springframework.aop.support.AopUtils;

/**
 * Looks for the objects inside one that wraps others of its type, pools and proxies for
 * example, or that chooses among several. They may refer to each other.
 *
 * @param <T> the type
 */
public final class InnermostObjects<T> {

	private final Class<T> type;

	private final Function<Object, List<T>> inside;

	private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	private final List<T> innermost = new ArrayList<>();

	private InnermostObjects(Class<T> type, Function<Object, List<T>> inside) {
		this.type = type;
		this.inside = inside;
	}

	/**
	 * Return the innermost objects.
	 * @param <T> the type
	 * @param type the type
	 * @param outermost the object that may wrap others
	 * @param inside returns what an object wraps or chooses among, nothing if it is an
	 * innermost one
	 * @return the objects that wrap no others, without those that are other beans behind
	 * a proxy of Spring
	 */
	public static <T> List<T> of(Class<T> type, Object outermost, Function<Object, List<T>> inside) {
		InnermostObjects<T> objects = new InnermostObjects<>(type, inside);
		objects.add(outermost);
		return objects.innermost;
	}

	private void add(Object object) {
		Object target = BootBeans.unwrap(object);
		if (!AopUtils.isAopProxy(target) && this.seen.add(target)) {
			List<T> inner = this.inside.apply(target);
			inner.forEach(this::add);
			if (inner.isEmpty()) {
				this.innermost.add(this.type.cast(target));
			}
		}
	}

}
