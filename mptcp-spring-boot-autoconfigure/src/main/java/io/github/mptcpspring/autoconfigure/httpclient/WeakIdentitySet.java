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

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * A set of objects, which are told apart by their identity and can be garbage collected.
 */
final class WeakIdentitySet {

	private final Set<Identity> identities = ConcurrentHashMap.newKeySet();

	private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

	/**
	 * Add an object.
	 * @param object the object
	 */
	void add(Object object) {
		for (Reference<?> gone = this.collected.poll(); gone != null; gone = this.collected.poll()) {
			this.identities.remove(gone);
		}
		this.identities.add(new Identity(object, this.collected));
	}

	/**
	 * Return whether the set contains an object.
	 * @param object the object
	 * @return {@code true} if it has been added
	 */
	boolean contains(Object object) {
		return !this.identities.isEmpty() && this.identities.contains(new Identity(object, null));
	}

	/**
	 * A reference that equals another one to the same object, and itself when that is
	 * gone.
	 */
	private static final class Identity extends WeakReference<Object> {

		private final int hash;

		private Identity(Object object, @Nullable ReferenceQueue<Object> collected) {
			super(object, collected);
			this.hash = System.identityHashCode(object);
		}

		@Override
		public boolean equals(Object other) {
			Object object = get();
			return this == other || (object != null && other instanceof Identity identity && identity.refersTo(object));
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}
